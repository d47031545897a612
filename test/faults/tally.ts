import type { Run } from './run-scenario';

/** Counts what ran. */
export interface Tally {
  /** Counts a run. Call it before the redrive of its dead letters. */
  count(kind: string, run: Run): void;
  text(): string;
}

export function createTally(): Tally {
  const runs = new Map<string, number>();
  let requests = 0;
  let triedAgain = 0;
  let givenUp = 0;
  let publishedTwice = 0;
  return {
    count(kind, run) {
      runs.set(kind, (runs.get(kind) ?? 0) + 1);
      requests += run.requests.length;
      triedAgain += run.triedAgain.length;
      givenUp += run.deadLetters.length;
      const rises = run
        .published()
        .map(({ kind, incident }) => `${incident.id} ${kind} ${incident.severity}`);
      publishedTwice += rises.length - new Set(rises).size;
    },
    text() {
      const total = [...runs.values()].reduce((sum, count) => sum + count, 0);
      const kinds = [...runs].map(([kind, count]) => `\n  ${String(count).padStart(5)} ${kind}`);
      return `${total} runs of ${requests} requests; ${triedAgain} events were delivered again, ${givenUp} became dead letters and were redriven, ${publishedTwice} notifications were published twice${kinds.join('')}`;
    },
  };
}
