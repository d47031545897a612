import { knownBaseline, noveltyShare } from '../novelty';
import { counted, type Signal } from '../signal';

export const newRegions = {
  id: 'new-regions',
  points: 5,
  observe(facts) {
    const baseline = knownBaseline(facts);
    if (baseline === undefined || baseline.newRegions === 0) {
      return undefined;
    }
    const { regions, newRegions: added, days } = baseline;
    return {
      sentence: `In ${added} of ${counted(regions, 'region')}, the identity made no call of either rule in the previous ${days} days.`,
      values: { newRegions: added, regions, days },
      share: (added / regions) * noveltyShare(facts),
    };
  },
} as const satisfies Signal;
