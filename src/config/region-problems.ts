import { AWS_REGIONS } from './aws-regions';
import type { ConfigProblem } from './config-error';
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

/**
 * The problem of each member of a list that is no region to forward calls from. What is no text is left to
 * the schema.
 *
 * Nothing that spans regions spans partitions.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 * @see https://aws.amazon.com/blogs/compute/expanding-cross-region-event-routing-with-amazon-eventbridge/
 */
export function regionProblems(regions: unknown): ConfigProblem[] {
  if (!Array.isArray(regions)) {
    return [];
  }
  return regions.flatMap((region: unknown, index) =>
    typeof region === 'string' && !REGION_NAMES.includes(region)
      ? [
          {
            key: `regions.${index}`,
            ...reasonAndFix(region),
            received: shownValue(region),
            allowed: ALLOWED,
          },
        ]
      : [],
  );
}

function reasonAndFix(region: string): Pick<ConfigProblem, 'problem' | 'fix'> {
  const other = OTHER_PARTITIONS.find(({ names }) => names.test(region));
  if (other !== undefined) {
    return {
      problem: `is a region of ${other.partition}, and EventBridge carries no events across partitions`,
      fix: 'Remove it: only calls of the commercial partition can be counted together.',
    };
  }
  const near = nearest(region, REGION_NAMES);
  return {
    problem: 'is not a known region',
    fix: `${near === undefined ? 'Remove it' : `Write ${near}, the nearest known region, or remove it`}. A region that AWS has added since belongs in src/config/aws-regions.ts.`,
  };
}
