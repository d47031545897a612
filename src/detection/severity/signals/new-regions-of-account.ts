import { knownBaseline, noveltyShare } from '../novelty';
import { counted, type Observation, type Signal } from '../signal';

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
          'The account has more identities than RegionSweep reads, so it is unknown whether the regions are new to it.',
        values: {},
        share: 0,
      };
    }
    const { regions, newRegions: added } = account;
    return added === 0
      ? undefined
      : {
          sentence: `In ${added} of ${counted(regions, 'region')}, no identity of the account made a call of either rule in the previous ${days} days.`,
          values: { newRegions: added, regions, days },
          share: (added / regions) * noveltyShare(facts),
        };
  },
} as const satisfies Signal;
