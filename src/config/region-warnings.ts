import { isKnownRegion, isOptInRegion, REGION_NAMES } from './aws-regions';
import type { RegionSweepConfig } from './config';
import { nearest } from './nearest';

const OPT_IN_PAGE =
  'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-opt-in-regions.html';

/**
 * Warnings about regions that are valid but need attention.
 *
 * @param hubRegion if it is known.
 */
export function regionWarnings(
  { regions }: Pick<RegionSweepConfig, 'regions'>,
  hubRegion: string | undefined,
): string[] {
  const hub = hubRegion === undefined ? [] : [hubRegion];
  return [
    ...[...new Set([...hub, ...regions])].flatMap(unknownRegion),
    ...hub.flatMap(optInHub),
    ...optInRegions(regions),
  ];
}

/** AWS adds regions, so an unknown name may be right. */
function unknownRegion(region: string): string[] {
  if (isKnownRegion(region)) {
    return [];
  }
  const near = nearest(region, REGION_NAMES);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return [
    `this version does not know the region ${region}.${hint} If the region is new and your accounts have enabled it, ignore this warning.`,
  ];
}

function optInHub(region: string): string[] {
  return isOptInRegion(region)
    ? [
        `the hub is in ${region}, an opt-in region, so it can serve this account only: AWS refuses requests to the region from accounts that have not enabled it. If you plan to add accounts, deploy the hub to a region that every account has.`,
      ]
    : [];
}

function optInRegions(regions: readonly string[]): string[] {
  const names = regions.filter(isOptInRegion).sort().join(', ');
  return names === ''
    ? []
    : [
        `regions: ${names} must be enabled by hand in every account, and for StackSets also in the security account and the management account. See ${OPT_IN_PAGE}`,
      ];
}
