import type { Signal } from '../signal';

/**
 * As services of a region answer to credentials of an account for which the region is not enabled.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const NOT_ENABLED = /AuthFailure|OptInRequired|InvalidClientToken|UnrecognizedClient/i;

export const closedRegions = {
  id: 'closed-regions',
  points: 10,
  observe({ calls }) {
    const tried = calls.filter(({ caller }) => NOT_ENABLED.test(caller?.errorCode ?? ''));
    const regions = new Set(tried.map(({ region }) => region)).size;
    return regions === 0
      ? undefined
      : {
          sentence: `${regions === 1 ? 'A region was' : `${regions} regions were`} tried in which the credentials are not valid. Who knows the account knows its regions.`,
          values: { regions },
        };
  },
} as const satisfies Signal;
