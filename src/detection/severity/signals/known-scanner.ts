import { isNamed } from '../../user-agent';
import { type Signal, valuesOf } from '../signal';

/** Prowler sends the ID of its maker in the AWS Partner Network, and never its own name. */
const PROWLER_ID = /APN_1826889/i;

export const knownScanner = {
  id: 'known-scanner',
  points: 0,
  observe(facts) {
    const scanners = valuesOf(facts, 'userAgent').filter((agent) =>
      isNamed('known-scanner', agent),
    );
    const which = scanners.some((agent) => PROWLER_ID.test(agent))
      ? 'holds APN_1826889, the ID of the scanner Prowler'
      : 'names a widely used scanner';
    return scanners.length === 0
      ? undefined
      : {
          sentence: `A user agent ${which}. Check whether it is yours: user agents are easy to forge.`,
          values: {},
        };
  },
} as const satisfies Signal;
