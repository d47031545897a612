import { DEFAULT_REGIONS, REGION_NAMES } from '../config/aws-regions';
import type { Evidence } from '../detection/finding';
import { countOf, isCapped } from './facts';
import type { RenderOptions } from './render-options';
import { isRegionName } from './well-formed';

/** CloudTrail records the calls to IAM here. */
const IAM_REGION = 'us-east-1';

/** More missing regions than these tell a reader nothing. */
const MAX_MISSING = 5;

/**
 * How many regions were called, in words: `17 of 17 monitored regions`, `17 of 34 regions`, `at least 17 regions`.
 * The total stands there only where it is known and holds every region that was called.
 */
export function regionsInWords(evidence: Evidence, { regions }: RenderOptions): string {
  const { regionCount, atLeast } = evidence;
  const isWhole = !atLeast && !isCapped(evidence, 'regions');
  if (isWhole && regions !== undefined && holdsAll(regions, evidence)) {
    return `${regionCount} of ${regions.length} monitored regions`;
  }
  return isWhole && holdsAll(REGION_NAMES, evidence)
    ? `${regionCount} of ${REGION_NAMES.length} regions`
    : countOf(regionCount, 'region', evidence);
}

function holdsAll(names: readonly string[], { regions }: Evidence): boolean {
  return regions.every((region) => names.includes(region));
}

/** The few regions that a sweep left out, or none where it left out many. */
export function missingRegions(evidence: Evidence, options: RenderOptions): readonly string[] {
  const missing = (options.regions ?? DEFAULT_REGIONS).filter(
    (region) => !evidence.regions.includes(region),
  );
  const isKnown = !evidence.atLeast && !isCapped(evidence, 'regions');
  return isKnown && missing.length <= MAX_MISSING ? missing : [];
}

/** Where to look for what else the principal did. Only names that AWS could give are put into a command. */
export function regionsToSearch({ regions }: Evidence, options: RenderOptions): string[] {
  const names = new Set([...(options.regions ?? DEFAULT_REGIONS), ...regions, IAM_REGION]);
  return [...names].filter(isRegionName).sort();
}
