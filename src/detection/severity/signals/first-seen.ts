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
    const who =
      principals === 1 ? 'The principal was' : `${newPrincipals} of ${principals} principals were`;
    return {
      sentence: `${who} not seen making such calls in the ${days} days before, under whatever session name. Other calls are not remembered.`,
      values: { newPrincipals, principals, days },
      share: noveltyShare(facts),
    };
  },
} as const satisfies Signal;
