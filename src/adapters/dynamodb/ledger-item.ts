import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { EMPTY_LEDGER, isOpen, type LedgerState } from '../../detection/incident/ledger';
import { ledgerText } from '../../detection/incident/ledger-text';
import { formatMilliseconds } from '../../detection/time';
import type { Ledger } from '../../ports/sweep-store';
import type { Item } from './bucket-item';
import { OPEN, OPEN_INCIDENTS_INDEX, stateOf } from './incident-item';
import type { ItemKey } from './keys';

/** One replacement of a ledger item. */
export interface LedgerPut {
  readonly tableName: string;
  readonly key: ItemKey;
  /** The key of the identity. */
  readonly identity: string;
  readonly state: LedgerState;
  /** Version that the item must have; 0 if it must not exist. */
  readonly version: number;
  readonly token: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** The `PutItem` that replaces a ledger if its version is still the same. */
export function ledgerPut(put: LedgerPut): PutItemCommandInput {
  const { version, state } = put;
  return {
    TableName: put.tableName,
    Item: {
      ...put.key,
      version: { N: String(version + 1) },
      identity: { S: put.identity },
      state: { S: ledgerText(state) },
      token: { S: put.token },
      expiresAt: { N: String(put.expiresAt) },
      ...openSince(state),
    },
    ExpressionAttributeNames: { '#version': 'version' },
    ...(version === 0
      ? { ConditionExpression: 'attribute_not_exists(#version)' }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeValues: { ':version': { N: String(version) } },
        }),
  };
}

/** The attributes by which the index of open incidents lists the item; none where no incident is open. */
function openSince({ incidents }: LedgerState): Item {
  const opened = incidents.filter(isOpen).map(({ openedAt }) => openedAt);
  return opened.length === 0
    ? {}
    : {
        [OPEN_INCIDENTS_INDEX.partitionKey]: { S: OPEN },
        [OPEN_INCIDENTS_INDEX.sortKey]: { S: formatMilliseconds(Math.min(...opened)) },
      };
}

/**
 * A ledger item as a ledger. Without an item, the ledger is empty.
 *
 * @throws Error if its state is unreadable.
 */
export function ledgerOfItem(item: Item | undefined): Ledger {
  return item === undefined
    ? EMPTY_LEDGER
    : { ...stateOf(item), version: Number(item['version']?.N ?? 0) };
}
