import { periodAt } from '../ports/allowance';
import type { Backlog } from '../ports/backlog';
import type { Clock } from '../ports/clock';
import type { BoundTask, TaskTimer } from '../ports/task-timer';

/** One summary for what was held back in this time, in seconds. */
export const GATHER_SECONDS = 300;

/** After the end of a period, in milliseconds, when every handler has added what it counts towards it. */
const GATHER_AFTER_MS = 60_000;

export interface GatheringParts {
  readonly backlog: Backlog;
  readonly clock: Clock;
}

/** What a bound held back, until a summary of its period counts it. */
export interface Gathering<Held> {
  /** Adds to the summary of this period, and makes the appointment for it. What is added twice counts once. */
  add(id: string, held: Held, timer: TaskTimer): Promise<void>;

  /** Publishes the summary of the period that began at this second, if it is not empty. @returns how many it counts. */
  gather(start: number): Promise<number>;
}

/**
 * @param kind of the appointment for a summary. Each kind has its own lists.
 * @param seconds of the time that one summary is about.
 */
export function createGathering<Held>(
  kind: BoundTask['kind'],
  { backlog, clock }: GatheringParts,
  publish: (held: readonly Held[], start: number) => Promise<void>,
  seconds = GATHER_SECONDS,
): Gathering<Held> {
  const listOf = (start: number): string => `${kind}#${start}`;
  return {
    async add(id, held, timer) {
      const { start } = periodAt(clock(), seconds);
      await backlog.add(listOf(start), { id, text: JSON.stringify(held) });
      await timer.setTask({ kind, start }, (start + seconds) * 1000 + GATHER_AFTER_MS);
    },

    async gather(start) {
      const entries = await backlog.read(listOf(start));
      if (entries.length > 0) {
        const held = entries.map(({ text }) => JSON.parse(text) as Held);
        await publish(held, start);
      }
      return entries.length;
    },
  };
}
