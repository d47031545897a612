import type { Judge, Judgement } from '../engine/judge';

/**
 * A judge that gives its first judgement for every sweep. Judgements only decide about notifications, and a history
 * sends none. To judge each sweep would take longer than everything else.
 */
export function judgeOnce(judge: Judge): Judge {
  let first: Promise<Judgement> | undefined;
  const firstOf = (ask: () => Promise<Judgement>): Promise<Judgement> => {
    first ??= ask();
    return first;
  };
  return {
    byBuckets: (...asked) => firstOf(() => judge.byBuckets(...asked)),
    byStore: (...asked) => firstOf(() => judge.byStore(...asked)),
    worthOf: judge.worthOf,
  };
}
