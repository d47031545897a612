import type { Judge, Judgement } from '../engine/judge';

/**
 * A judge that keeps its first judgement of a sweep. A later one would only decide about notifications, and to judge at
 * each call would take longer than everything else.
 */
export function judgeOnce(judge: Judge): Judge {
  const judgements = new Map<string, Judgement>();
  const remember = async (id: string, ask: () => Promise<Judgement>): Promise<Judgement> => {
    const judgement = judgements.get(id) ?? (await ask());
    judgements.set(id, judgement);
    return judgement;
  };
  return {
    byBuckets: (partition, sweep, buckets) =>
      remember(sweep.id, () => judge.byBuckets(partition, sweep, buckets)),
    byStore: (partition, sweep) => remember(sweep.id, () => judge.byStore(partition, sweep)),
  };
}
