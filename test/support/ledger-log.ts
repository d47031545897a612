import type { IncidentState, LedgerState, Sweep } from '../../src/detection/incident/ledger';
import type { SweepStore } from '../../src/ports/sweep-store';

/** What ledgers have ever held: a ledger drops old sweeps, and a test still wants to know where they went. */
export interface LedgerLog {
  /** A store whose ledgers are observed from now on. */
  watch(store: SweepStore): SweepStore;
  /** Notes a ledger as it is. */
  note(identity: string, state: LedgerState): void;
  /** Every sweep that a ledger has listed, as last listed. */
  sweeps(): LoggedSweep[];
  /** The sweeps that the ledgers list now. */
  currentSweeps(): LoggedSweep[];
  /** Every incident, by ID, as last written. */
  readonly incidents: ReadonlyMap<string, LoggedIncident>;
  /** How many ledgers were written. */
  readonly writes: number;
  /** The ID of the incident that an incident became part of; its own ID if it did not. */
  finalId(incidentId: string): string;
}

export interface LoggedSweep {
  readonly identity: string;
  readonly sweep: Sweep;
}

interface LoggedIncident {
  readonly identity: string;
  readonly state: IncidentState;
}

export function createLedgerLog(): LedgerLog {
  const sweeps = new Map<string, LoggedSweep>();
  const incidents = new Map<string, LoggedIncident>();
  const current = new Map<string, LedgerState>();
  let writes = 0;
  const log: LedgerLog = {
    watch: (store) => ({
      ...store,
      async writeLedger(identity, state, version) {
        const isWritten = await store.writeLedger(identity, state, version);
        if (isWritten) {
          writes += 1;
          log.note(identity, state);
        }
        return isWritten;
      },
    }),
    note(identity, state) {
      current.set(identity, state);
      for (const sweep of state.sweeps) {
        sweeps.set(`${identity} ${sweep.id}`, { identity, sweep });
      }
      for (const incident of state.incidents) {
        incidents.set(incident.id, { identity, state: incident });
      }
    },
    sweeps: () => [...sweeps.values()],
    currentSweeps: () =>
      [...current].flatMap(([identity, state]) =>
        state.sweeps.map((sweep) => ({ identity, sweep })),
      ),
    incidents,
    get writes() {
      return writes;
    },
    finalId(incidentId) {
      const mergedInto = incidents.get(incidentId)?.state.mergedInto;
      return mergedInto === undefined ? incidentId : log.finalId(mergedInto);
    },
  };
  return log;
}
