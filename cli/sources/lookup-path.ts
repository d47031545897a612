import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';

const LOOKUP = 'lookup:';

/**
 * Whether a path stands for CloudTrail Event history.
 *
 * @throws UsageError when something follows the colon.
 */
export function isLookup(path: string): boolean {
  if (path.startsWith(LOOKUP) && path !== LOOKUP) {
    throw new UsageError(
      `${shownValue(path)} is not a source. Write ${LOOKUP} alone: it reads CloudTrail Event history with your AWS credentials. To choose others, set AWS_PROFILE. To choose regions, use --regions.`,
    );
  }
  return path === LOOKUP;
}

/** The Event history of a region, as messages show it. */
export function lookupName(region: string): string {
  return `${LOOKUP}${region}`;
}
