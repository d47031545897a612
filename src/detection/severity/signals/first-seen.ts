import { knownBaseline, noveltyShare } from '../novelty';
import type { Signal } from '../signal';

export const firstSeen = {
  id: 'first-seen',
  points: 10,
  observe(facts) {
    const baseline = knownBaseline(facts);
    if (baseline === undefined || baseline.newPrincipals === 0) {
      return undefined;
    }
    const { principals, newPrincipals, days } = baseline;
    const who = principals === 1 ? 'The identity' : `${newPrincipals} of ${principals} identities`;
    return {
      sentence: `${who} made no call of either rule in the previous ${days} days, under any session name.`,
      values: { newPrincipals, principals, days },
      share: noveltyShare(facts),
    };
  },
} as const satisfies Signal;
