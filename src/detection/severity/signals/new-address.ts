import { knownBaseline, noveltyShare } from '../novelty';
import { counted, type Signal } from '../signal';

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
      sentence: `${newAddresses} of ${counted(addresses, 'source IP')} ${newAddresses === 1 ? 'is' : 'are'} new: the identity made no call of either rule from there in the previous ${days} days.`,
      values: { newAddresses, addresses, days },
      share: noveltyShare(facts),
    };
  },
} as const satisfies Signal;
