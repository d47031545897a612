import { knownBaseline, noveltyShare } from '../novelty';
import type { Signal } from '../signal';

export const newRegions = {
  id: 'new-regions',
  title: 'regions in which the principal was not seen in the 30 days before; points by their share',
  mistakes: 'The first sweep of a principal that is known for calls in its own region.',
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
