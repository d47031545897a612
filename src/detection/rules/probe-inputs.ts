import type { Probe } from './rule';

/** The smallest `MaxResults` that `DescribeInstances` accepts. Nobody reads the response. */
const MAX_RESULTS = 5;

/**
 * The input of each probe.
 *
 * @param quotaCode a quota that the rule `get-service-quota` counts, for example `L-1216C47A`.
 */
export function probeInputs(quotaCode: string) {
  return {
    DescribeInstances: { MaxResults: MAX_RESULTS },
    GetServiceQuota: { ServiceCode: 'ec2', QuotaCode: quotaCode },
  } as const satisfies Readonly<Record<Probe, object>>;
}
