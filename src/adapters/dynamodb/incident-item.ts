import type { LedgerState } from '../../detection/incident/ledger';
import { ledgerOfText } from '../../detection/incident/ledger-text';
import type { IdentityLedger } from '../../ports/incident-list';
import type { Item } from './bucket-item';
import type { ItemKey } from './keys';

/** The sparse index of the ledgers with an open incident: only those have its attributes. */
export const OPEN_INCIDENTS_INDEX = {
  name: 'open-incidents',
  /** The same in every ledger. */
  partitionKey: 'open',
  /** When the oldest of its open incidents was opened. */
  sortKey: 'openSince',
} as const;

/** What each ledger in the index has under its partition key. */
export const OPEN = 'yes';

const PREFIX = 'incident#';

/** Key of the ledger of an identity. @param identityDigest the start of the digest of its key, as in incident IDs. */
export function identityLedgerKey(identityDigest: string): ItemKey {
  return { pk: { S: `${PREFIX}${identityDigest}` }, sk: { S: 'ledger#3' } };
}

/** The digest in the key of an item. */
export function identityDigestOf(item: Item): string {
  return item['pk']?.S?.slice(PREFIX.length) ?? '';
}

/** @throws Error if its state is unreadable. */
export function identityLedgerOfItem(item: Item): IdentityLedger {
  return {
    ...stateOf(item),
    identity: item['identity']?.S ?? '',
    identityDigest: identityDigestOf(item),
    version: Number(item['version']?.N ?? 0),
  };
}

/** The state as stored, with members that this version may not know. @throws Error if it is unreadable. */
export function stateOf(item: Item): LedgerState {
  try {
    return ledgerOfText(item['state']?.S ?? '');
  } catch (error) {
    throw new Error(
      `The state in the ledger item "${item['pk']?.S}" is not valid JSON. Delete the item; RegionSweep then finds and reports its sweeps again.`,
      { cause: error },
    );
  }
}
