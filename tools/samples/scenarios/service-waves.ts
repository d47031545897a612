import type { Caller } from '../caller';
import { describeInstances, getServiceQuota, ON_DEMAND_VCPUS } from '../calls/recon-calls';
import { MAIN_ACCOUNT } from '../example-ids';
import { awsService } from '../identities-without-arn';
import { REGIONS } from '../regions';
import { at, type Scenario, type Stage, type TrailEntry } from '../scenario';
import { callEachRegion, spread } from '../sweep-calls';

/** Services that look at some regions each, all of them at the same time. */
const SERVICES = ['autoscaling', 'config', 'guardduty', 'trustedadvisor'] as const;
const REGIONS_PER_SERVICE = 5;
const WAVES = ['02:36:05', '09:16:05', '14:26:05'] as const;

/**
 * AWS services have no ARN. Thrown together as "no ARN" they would be a sweep over 17 regions, three
 * times a day; each by itself looks at five regions at most.
 */
export const serviceWaves: Scenario = {
  name: 'service-waves',
  about:
    'Four AWS services without ARN call in 17 regions within 20 s, five regions or fewer each.',
  play: (stage) => ({
    entries: WAVES.flatMap((clockTime) =>
      SERVICES.flatMap((service, index) => wave(stage, service, index, at(stage, clockTime))),
    ),
    expected: [],
  }),
};

function wave(stage: Stage, service: string, index: number, start: number): TrailEntry[] {
  const host = `${service}.amazonaws.com`;
  const caller: Caller = {
    accountId: MAIN_ACCOUNT,
    identityAt: awsService(host),
    sourceIPAddress: host,
    userAgent: host,
  };
  const first = index * REGIONS_PER_SERVICE;
  const tour = {
    caller,
    regions: REGIONS.slice(first, first + REGIONS_PER_SERVICE),
    start: start + index * 5,
    offset: spread(REGIONS_PER_SERVICE, 4),
  };
  const instances = callEachRegion(stage, { ...tour, call: () => describeInstances() });
  return service === 'trustedadvisor'
    ? [
        ...instances,
        ...callEachRegion(stage, {
          ...tour,
          call: () => getServiceQuota('ec2', ON_DEMAND_VCPUS),
        }),
      ]
    : instances;
}
