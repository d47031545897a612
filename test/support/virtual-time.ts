import { formatMilliseconds } from '../../src/detection/time';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock that jumps to the next sleeper as soon as all work sleeps, so that minutes pass in milliseconds. Work may wait
 * for real input and output: time then stands still.
 */
export interface VirtualTime {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Runs work, which may sleep. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Runs work at a time. */
  runAt(at: number, work: () => Promise<void>): void;
  /** Resolves once nothing runs or sleeps. @throws the errors of the work that `runAt` ran. */
  settle(): Promise<void>;
}

export function createVirtualTime(start = Date.UTC(2026, 2, 17, 12, 0, 0)): VirtualTime {
  let now = start;
  let active = 0;
  let sleepers: Sleeper[] = [];
  const planned = new Set<Promise<void>>();

  function passTime(): void {
    if (active > 0 || sleepers.length === 0) {
      return;
    }
    now = Math.max(now, Math.min(...sleepers.map(({ at }) => at)));
    const due = sleepers.filter(({ at }) => at <= now);
    sleepers = sleepers.filter(({ at }) => at > now);
    active += due.length;
    for (const { wake } of due) {
      wake();
    }
  }

  const time: VirtualTime = {
    now: () => now,
    async sleep(milliseconds) {
      if (milliseconds <= 0) {
        return;
      }
      await new Promise<void>((wake) => {
        sleepers.push({ at: now + milliseconds, wake });
        active -= 1;
        passTime();
      });
    },
    async run(work) {
      active += 1;
      try {
        return await work();
      } finally {
        active -= 1;
        passTime();
      }
    },
    runAt(at, work) {
      const done = time
        .run(async () => {
          await time.sleep(at - now);
          await work();
        })
        .finally(() => planned.delete(done));
      planned.add(done);
    },
    async settle() {
      while (planned.size > 0) {
        await Promise.all(planned);
      }
    },
  };
  return time;
}

/** How many of these times fall into each second, the busiest first. */
export function perSecond(times: readonly number[]): number[] {
  const counts = new Map<string, number>();
  for (const at of times) {
    const second = formatMilliseconds(at).slice(0, 19);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => b - a);
}
