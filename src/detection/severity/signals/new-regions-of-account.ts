import { knownBaseline, noveltyShare } from '../novelty';
import type { Observation, Signal } from '../signal';

export const newRegionsOfAccount = {
  id: 'new-regions-of-account',
  points: 5,
  observe(facts): Observation | undefined {
    const baseline = knownBaseline(facts);
    if (baseline === undefined) {
      return undefined;
    }
    const { account, days } = baseline;
    if (account === undefined) {
      return {
        sentence:
          'The account has more principals than are read, so whether the regions are new to it is not known.',
        values: {},
        share: 0,
      };
    }
    const { regions, newRegions: added } = account;
    return added === 0
      ? undefined
      : {
          sentence: `In ${added} of ${regions} regions nobody of the account was seen making such calls in the ${days} days before.`,
          values: { newRegions: added, regions, days },
          share: (added / regions) * noveltyShare(facts),
        };
  },
} as const satisfies Signal;
