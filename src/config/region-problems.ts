import { DEFAULT_REGIONS, isKnownRegion, isOptInRegion, REGION_NAMES } from './aws-regions';
import type { ConfigProblem } from './config-error';
import type { Refusal } from './config-key';
import { nearest } from './nearest';
import { shownValue } from './shown-value';

const ALLOWED = `the regions of the commercial partition: ${REGION_NAMES.join(', ')}, or a newer one`;

/** How every region of the commercial partition is named, so probably also those newer than this version. */
const COMMERCIAL_REGION =
  /^[a-z]{2}-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d{1,2}$/;

/** How the names of regions outside the commercial partition begin. */
const OTHER_PARTITIONS: readonly { readonly names: RegExp; readonly partition: string }[] = [
  { names: /^cn-/, partition: 'China' },
  { names: /^us-gov-/, partition: 'AWS GovCloud (US)' },
  { names: /^eusc-/, partition: 'the AWS European Sovereign Cloud' },
  { names: /^[a-z]+-iso[a-z]?-/, partition: 'an isolated partition' },
];

/**
 * Why a region cannot host the hub. It follows from the credentials, not from context.
 *
 * @param hasOtherAccounts whether accounts other than that of the hub send calls.
 */
export function hubRegionProblems(region: string, hasOtherAccounts: boolean): ConfigProblem[] {
  const received = shownValue(region);
  const key = 'The region of the credentials';
  if (regionRefusal(region) !== undefined) {
    const near = nearest(region, REGION_NAMES);
    return [
      {
        key,
        problem: 'cannot host the hub',
        received,
        allowed: ALLOWED,
        fix: `Set AWS_REGION to ${near ?? 'the region where the hub should run'}.`,
      },
    ];
  }
  if (!hasOtherAccounts || !isOptInRegion(region)) {
    return [];
  }
  return [
    {
      key,
      problem:
        'cannot host the hub of an organization: it is an opt-in region, and AWS refuses requests to it from accounts that have not enabled it',
      received,
      allowed: `with organization, a region that every account has: ${DEFAULT_REGIONS.join(', ')}`,
      fix: 'Set AWS_REGION to one of these regions, or remove organization.',
    },
  ];
}

/**
 * Why a region cannot forward calls. Nothing that spans regions spans partitions.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 * @see https://aws.amazon.com/blogs/compute/expanding-cross-region-event-routing-with-amazon-eventbridge/
 */
export function regionRefusal(region: string): Refusal | undefined {
  const other = OTHER_PARTITIONS.find(({ names }) => names.test(region));
  if (other !== undefined) {
    return {
      problem: `is a region of ${other.partition}, and EventBridge does not deliver events across partitions`,
      allowed: ALLOWED,
      fix: 'Remove it: RegionSweep can only count calls in the commercial partition together.',
    };
  }
  if (isKnownRegion(region) || COMMERCIAL_REGION.test(region)) {
    return undefined;
  }
  const near = nearest(region, REGION_NAMES);
  return {
    problem: 'is not the name of a region',
    allowed: ALLOWED,
    fix:
      near === undefined ? 'Remove it.' : `Write ${near}, the nearest known region, or remove it.`,
  };
}
