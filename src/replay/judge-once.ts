import type { Judge, Judgement } from '../engine/judge';

/**
 * A judge that sticks to the first judgement of a sweep. Whether it became worse meanwhile only matters to who is told
 * of it, and to ask that at each of its calls takes longer than all the rest.
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
