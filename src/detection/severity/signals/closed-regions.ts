import { counted, type Signal } from '../signal';

/**
 * How the services of a region answer to credentials of an account that has not enabled the region.
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
          sentence: `The caller tried ${counted(regions, 'region')} where the credentials are not valid. Someone familiar with the account would not have tried ${regions === 1 ? 'it' : 'them'}.`,
          values: { regions },
        };
  },
} as const satisfies Signal;
