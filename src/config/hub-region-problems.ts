import { AWS_REGIONS } from './aws-regions';
import type { ConfigProblem } from './config-error';
import { nearest } from './nearest';
import { shownValue } from './shown-value';

/** What is wrong with a region for the hub, which follows from the credentials and not from context. */
export function hubRegionProblems(region: string): ConfigProblem[] {
  const names = AWS_REGIONS.map(({ name }) => name);
  if (names.includes(region)) {
    return [];
  }
  return [
    {
      key: 'The region of the credentials',
      problem: 'is none that a hub can be in',
      received: shownValue(region),
      allowed: `the regions of the commercial partition: ${names.join(', ')}`,
      fix: `Set AWS_REGION to ${nearest(region, names) ?? 'the region that the hub is to be in'}.`,
    },
  ];
}
