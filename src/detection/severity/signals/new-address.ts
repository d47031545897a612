import { knownBaseline, noveltyShare } from '../novelty';
import type { Signal } from '../signal';

export const newAddress = {
  id: 'new-address',
  points: 5,
  observe(facts) {
    const baseline = knownBaseline(facts);
    if (baseline === undefined || baseline.newAddresses === 0) {
      return undefined;
    }
    const { addresses, newAddresses, days } = baseline;
    return {
      sentence: `From ${newAddresses} of ${addresses} addresses the principal was not seen making such calls in the ${days} days before.`,
      values: { newAddresses, addresses, days },
      share: noveltyShare(facts),
    };
  },
} as const satisfies Signal;
