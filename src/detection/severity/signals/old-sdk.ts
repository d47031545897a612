import { formatSecond } from '../../time';
import { wasOverBefore } from '../sdk-age';
import type { Signal } from '../signal';

/**
 * Distributions with long support deliver an AWS CLI that is years old. Amazon Linux 2 ended with one whose series had
 * been over for five years.
 */
const MIN_YEARS = 5;

export const oldSdk = {
  id: 'old-sdk',
  points: 10,
  observe({ calls }) {
    const isOld = calls.some(({ second, caller }) => {
      const year = Number(formatSecond(second).slice(0, 4));
      return wasOverBefore(year - MIN_YEARS, caller?.userAgent ?? '');
    });
    return isOld
      ? {
          sentence: `A user agent names an SDK or AWS CLI that AWS had not updated for at least ${MIN_YEARS} years. Some attack tools send an old user agent to hide their own.`,
          values: { minYears: MIN_YEARS },
        }
      : undefined;
  },
} as const satisfies Signal;
