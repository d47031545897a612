import { isNamed } from '../../user-agent';
import { type Signal, valuesOf } from '../signal';

export const script = {
  id: 'script',
  points: 10,
  observe(facts) {
    return valuesOf(facts, 'userAgent').some((agent) => isNamed('script', agent))
      ? {
          sentence: 'A user agent names an SDK or a command-line tool: a script, not a click.',
          values: {},
        }
      : undefined;
  },
} as const satisfies Signal;
