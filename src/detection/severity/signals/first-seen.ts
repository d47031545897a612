import { knownBaseline, noveltyShare } from '../novelty';
import type { Signal } from '../signal';

export const firstSeen = {
  id: 'first-seen',
  title:
    'a principal that was not seen making calls of either rule in the 30 days before; sessions of a role are one',
  mistakes:
    'Everybody who is new. Only calls of the two rules are remembered, so other work does not count.',
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
