import type { LedgerState } from '../detection/incident/ledger';
import type { Ledger, SweepStore } from '../ports/sweep-store';
import { LedgerContentionError } from './errors';

/** How many other writers may change the ledger before us. Each of them has finished its own work. */
const MAX_ATTEMPTS = 500;

/**
 * Changes the ledger of an identity, even if other writers change it first.
 *
 * @param assumed the ledger as last read; if it has changed since, the change is decided again.
 * @param decide returns the change; called once for each attempt. A ledger that it does not change is not written.
 * @throws LedgerContentionError when other writers were faster each time; the store's own error when it fails.
 */
export async function changeLedger<Change extends { readonly ledger: LedgerState }>(
  store: SweepStore,
  identity: string,
  assumed: Ledger,
  decide: (ledger: Ledger) => Change | Promise<Change>,
): Promise<{ readonly change: Change; readonly ledger: Ledger }> {
  let ledger = assumed;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const change = await decide(ledger);
    if (change.ledger === ledger) {
      return { change, ledger };
    }
    if (await store.writeLedger(identity, change.ledger, ledger.version)) {
      return { change, ledger: { ...change.ledger, version: ledger.version + 1 } };
    }
    ledger = await store.readLedger(identity);
  }
  throw new LedgerContentionError(
    `The ledger of ${identity} changed ${MAX_ATTEMPTS} times while we tried one change. Retrying later is safe.`,
  );
}
