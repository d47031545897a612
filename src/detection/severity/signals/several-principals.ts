import { RELATED_MINUTES } from '../context';
import { counted, type Signal } from '../signal';

export const severalPrincipals = {
  id: 'several-principals',
  points: 5,
  observe({ context: { related } }) {
    if (related.state !== 'read' || related.otherPrincipals === 0) {
      return undefined;
    }
    const { otherPrincipals: principals } = related;
    return {
      sentence: `Within ${RELATED_MINUTES} min, ${counted(principals, 'other principal')} of the same identity or with the same source IP made a sweep of the same rule.`,
      values: { principals, minutes: RELATED_MINUTES },
    };
  },
} as const satisfies Signal;
