import { isNamed } from '../../user-agent';
import { type Signal, valuesOf } from '../signal';

export const browser = {
  id: 'browser',
  points: 0,
  observe(facts) {
    return valuesOf(facts, 'userAgent').some((agent) => isNamed('browser', agent))
      ? {
          sentence:
            'A user agent names a browser or the AWS console. User agents are easy to forge.',
          values: {},
        }
      : undefined;
  },
} as const satisfies Signal;
