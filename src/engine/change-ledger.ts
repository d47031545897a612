import type { Sweep } from '../detection/sweep';
import type { Ledger, Partition, SweepStore } from '../ports/sweep-store';
import { LedgerContentionError } from './errors';

/** Writers of one ledger that may get in before us. Each that does has finished its own work. */
const MAX_ATTEMPTS = 500;

/** What is to become of a ledger. */
export interface LedgerChange {
  readonly sweeps: readonly Sweep[];
  /** False: the ledger says all of it already, nothing is to be written. */
  readonly isChanged: boolean;
}

/** A change that stands, and the ledger with it. */
export interface ChangedLedger<Change extends LedgerChange> {
  readonly change: Change;
  readonly ledger: Ledger;
}

/**
 * Changes a ledger, however often others get in before us.
 *
 * @param assumed the ledger as it is thought to be; if it is another, the change is made anew to that.
 * @param decide what the change is; called once for each attempt.
 * @throws LedgerContentionError when others always were faster; the store's own error when it cannot be reached.
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
    `The sweeps of ${partition.ruleId} by ${partition.principal.key} were changed ${MAX_ATTEMPTS} times by others while one change was tried. Trying again later is safe.`,
  );
}
