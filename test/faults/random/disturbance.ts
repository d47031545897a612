import type { Incident } from '../../../src/detection/incident/incident';
import { randomNumbers } from '../../support/delivery';
import type { Disturb } from '../../support/incident-world';

/** A request that failed; its name is one that a retry repairs. */
class BrokenError extends Error {
  override readonly name = 'BrokenError';
}

/** Faults that hit processes at random, and requests that take turns at random. */
export interface Disturbance {
  readonly disturb: Disturb;
  /** How often a process could not mark a publication in the ledger, by ID of the incident. */
  readonly cuts: ReadonlyMap<string, number>;
  /** From now on, nothing fails. */
  end(): void;
}

/** @param share of the requests that fail: half of them before they were done, half after. */
export function createDisturbance(seed: number, share: number): Disturbance {
  const random = randomNumbers(seed);
  const cuts = new Map<string, number>();
  let hasEnded = false;

  /** Lets the requests of other processes go first. */
  async function wait(): Promise<void> {
    for (let turns = Math.floor(random() * 6); turns > 0; turns -= 1) {
      await Promise.resolve();
    }
  }

  async function take<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    await wait();
    const fate = random();
    if (!hasEnded && fate < share / 2) {
      throw new BrokenError('The request was not done.');
    }
    const answer = await work();
    await wait();
    if (!hasEnded && fate < share) {
      throw new BrokenError('The request was done, and its answer was lost.');
    }
    return answer;
  }

  return {
    disturb({ store, notifier, watchedCalls }) {
      /** What this process has published and not marked, by ID of the incident. */
      const unmarked = new Map<string, string>();
      const markable = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
        try {
          return await take(work);
        } catch (error) {
          for (const id of unmarked.keys()) {
            cuts.set(id, (cuts.get(id) ?? 0) + 1);
          }
          unmarked.clear();
          throw error;
        }
      };
      return {
        store: {
          addCalls: (...args) => take(() => store.addCalls(...args)),
          readBuckets: (...args) => markable(() => store.readBuckets(...args)),
          readLedger: (...args) => markable(() => store.readLedger(...args)),
          writeLedger: (identity, state, version) =>
            markable(async () => {
              const isWritten = await store.writeLedger(identity, state, version);
              // A process handles several events at once: only the write with this report marks it.
              const marked = state.incidents.filter(
                ({ id, reported }) => reported && unmarked.get(id) === textOf(reported),
              );
              marked.forEach(({ id }) => void (isWritten && unmarked.delete(id)));
              return isWritten;
            }),
        },
        watchedCalls: {
          add: (...args) => markable(() => watchedCalls.add(...args)),
          read: (...args) => markable(() => watchedCalls.read(...args)),
          adopt: (...args) => markable(() => watchedCalls.adopt(...args)),
          adopterOf: (...args) => markable(() => watchedCalls.adopterOf(...args)),
        },
        notifier: {
          publish: (notification) =>
            markable(async () => {
              await notifier.publish(notification);
              unmarked.set(notification.incident.id, textOf(notification.incident));
            }),
        },
      };
    },
    cuts,
    end() {
      hasEnded = true;
    },
  };
}

function textOf({ severity, totals }: Pick<Incident, 'severity' | 'totals'>): string {
  return JSON.stringify([severity, totals]);
}
