import type { Caller } from '../caller';
import { getServiceQuota, ON_DEMAND_VCPUS } from '../calls/recon-calls';
import { MAIN_ACCOUNT } from '../example-ids';
import { federatedUser } from '../identities';
import { REGIONS } from '../regions';
import { at, type Scenario } from '../scenario';
import { callEachRegion, expectSweep, spread } from '../sweep-calls';

const HOUR = 3600;

const contractor: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: federatedUser(MAIN_ACCOUNT, 'identity-broker', 'contractor-42'),
  sourceIPAddress: '198.51.100.140',
  userAgent:
    'aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.1 md/GOARCH#amd64 api/servicequotas#1.27.3',
};

/** Places of the tour whose records come late. Without them there are only seven regions, too few. */
const LATE_PLACES: readonly number[] = [1, 4, 6, 9];
/** Places of the tour whose records come again. */
const REPEATED_PLACES: readonly number[] = [2, 3, 5, 7];

/**
 * Eleven regions, seven of them delivered in time, some of those more than once. Redelivery must not
 * lift the count to ten before the four late regions do, nine hours after the calls.
 */
export const lateAndAgain: Scenario = {
  name: 'late-and-again',
  about:
    'A federated user reads the vCPU quota of 11 regions in 14 s; 4 records come 9 h late, 5 come again.',
  play: (stage) => {
    const regions = REGIONS.slice(3, 14);
    const calls = callEachRegion(stage, {
      caller: contractor,
      regions,
      start: at(stage, '05:21:08'),
      offset: spread(regions.length, 14),
      call: () => getServiceQuota('ec2', ON_DEMAND_VCPUS),
    });
    const entries = calls.map((entry, index) => ({
      ...entry,
      ...(LATE_PLACES.includes(index) && { lateSeconds: 9 * HOUR }),
      ...(REPEATED_PLACES.includes(index) && { redeliveredAfter: [4 * HOUR] }),
      // One record even comes three times.
      ...(index === 0 && { redeliveredAfter: [4 * HOUR, 9 * HOUR] }),
    }));
    return {
      entries,
      expected: [
        expectSweep('late-and-again', 'get-service-quota', entries, ['sliding', 'tumbling']),
      ],
    };
  },
};
