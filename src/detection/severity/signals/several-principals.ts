import { RELATED_MINUTES } from '../context';
import type { Signal } from '../signal';

export const severalPrincipals = {
  id: 'several-principals',
  points: 5,
  observe({ context: { related } }) {
    if (related.state !== 'read' || related.otherPrincipals === 0) {
      return undefined;
    }
    const { otherPrincipals: principals } = related;
    return {
      sentence: `Within ${RELATED_MINUTES} minutes ${principals === 1 ? 'another principal' : `${principals} other principals`} with the same key or address made a sweep like this one.`,
      values: { principals, minutes: RELATED_MINUTES },
    };
  },
} as const satisfies Signal;
