import type { Sweep } from '../detection/sweep';
import type { Ledger, Partition, SweepStore } from '../ports/sweep-store';
import { LedgerContentionError } from './errors';

/** How many other writers may change the ledger before us. Each of them has finished its own work. */
const MAX_ATTEMPTS = 500;

/** A change to make to a ledger. */
export interface LedgerChange {
  readonly sweeps: readonly Sweep[];
  /** False where the ledger is up to date and needs no write. */
  readonly isChanged: boolean;
}

/** A change that was written, and the ledger with it. */
export interface ChangedLedger<Change extends LedgerChange> {
  readonly change: Change;
  readonly ledger: Ledger;
}

/**
 * Changes a ledger, even if other writers change it first.
 *
 * @param assumed the ledger as last read; if it has changed since, the change is decided again.
 * @param decide returns the change; called once for each attempt.
 * @throws LedgerContentionError when other writers were faster each time; the store's own error when it fails.
 */
export async function changeLedger<Change extends LedgerChange>(
  store: SweepStore,
  partition: Partition,
  assumed: Ledger,
  decide: (sweeps: readonly Sweep[]) => Change | Promise<Change>,
): Promise<ChangedLedger<Change>> {
  let ledger = assumed;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const change = await decide(ledger.sweeps);
    if (!change.isChanged) {
      return { change, ledger };
    }
    if (await store.writeLedger(partition, change.sweeps, ledger.version)) {
      return { change, ledger: { version: ledger.version + 1, sweeps: change.sweeps } };
    }
    ledger = await store.readLedger(partition);
  }
  throw new LedgerContentionError(
    `The sweeps of ${partition.ruleId} by ${partition.principal.key} changed ${MAX_ATTEMPTS} times while we tried one change. Retrying later is safe.`,
  );
}
