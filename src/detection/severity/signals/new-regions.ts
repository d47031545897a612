import { knownBaseline, noveltyShare } from '../novelty';
import type { Signal } from '../signal';

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
      sentence: `In ${added} of ${regions} regions the principal was not seen making such calls in the ${days} days before.`,
      values: { newRegions: added, regions, days },
      share: (added / regions) * noveltyShare(facts),
    };
  },
} as const satisfies Signal;
