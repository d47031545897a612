import { AWS_REGIONS } from './aws-regions';
import type { ConfigProblem } from './config-error';
import type { Refusal } from './config-key';
import { nearest } from './nearest';
import { shownValue } from './shown-value';

const REGION_NAMES = AWS_REGIONS.map(({ name }) => name);

const ALLOWED = `the regions of the commercial partition: ${REGION_NAMES.join(', ')}`;

/** How the names of regions outside the commercial partition begin. */
const OTHER_PARTITIONS: readonly { readonly names: RegExp; readonly partition: string }[] = [
  { names: /^cn-/, partition: 'China' },
  { names: /^us-gov-/, partition: 'AWS GovCloud (US)' },
  { names: /^eusc-/, partition: 'the AWS European Sovereign Cloud' },
  { names: /^[a-z]+-iso[a-z]?-/, partition: 'an isolated partition' },
];

/** A region that cannot host the hub. It follows from the credentials, not from context. */
export function hubRegionProblems(region: string): ConfigProblem[] {
  if (REGION_NAMES.includes(region)) {
    return [];
  }
  const near = nearest(region, REGION_NAMES);
  return [
    {
      key: 'The region of the credentials',
      problem: 'cannot host the hub',
      received: shownValue(region),
      allowed: ALLOWED,
      fix: `Set AWS_REGION to ${near ?? 'the region where the hub should run'}.`,
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
  if (REGION_NAMES.includes(region)) {
    return undefined;
  }
  const other = OTHER_PARTITIONS.find(({ names }) => names.test(region));
  if (other !== undefined) {
    return {
      problem: `is a region of ${other.partition}, and EventBridge does not deliver events across partitions`,
      allowed: ALLOWED,
      fix: 'Remove it: RegionSweep can only count calls in the commercial partition together.',
    };
  }
  const near = nearest(region, REGION_NAMES);
  return {
    problem: 'is not a known region',
    allowed: ALLOWED,
    fix: `${near === undefined ? 'Remove it' : `Write ${near}, the nearest known region, or remove it`}. If the region is new, add it to src/config/aws-regions.ts.`,
  };
}
