import type { Caller } from '../caller';
import { describeEc2, describeInstances } from '../calls/recon-calls';
import { MAIN_ACCOUNT } from '../example-ids';
import { assumedRole } from '../identities';
import { REGIONS } from '../regions';
import { at, type Scenario } from '../scenario';
import { callEachRegion, expectSweep, spread } from '../sweep-calls';

const inventory: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: assumedRole({
    accountId: MAIN_ACCOUNT,
    roleName: 'asset-inventory',
    sessionName: 'asset-inventory',
  }),
  sourceIPAddress: '192.0.2.18',
  userAgent:
    'Boto3/1.36.3 md/Botocore#1.36.3 ua/2.1 os/linux#5.10 lang/python#3.13.2 exec-env/AWS_Lambda_python3.13',
};

const UNUSED_REGIONS: readonly string[] = [
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
  'us-west-1',
];
const COVERED_REGIONS = REGIONS.filter((region) => !UNUSED_REGIONS.includes(region));

/** The known noise: it meets the rule every morning, under the same ARN. */
export const inventoryRole: Scenario = {
  name: 'inventory-role',
  about: 'The daily run of an inventory function lists the instances of 12 regions in 19 s.',
  play: (stage) => {
    const tour = {
      caller: inventory,
      regions: COVERED_REGIONS,
      start: at(stage, '05:00:04'),
      offset: spread(COVERED_REGIONS.length, 19),
    };
    const instances = callEachRegion(stage, { ...tour, call: () => describeInstances() });
    const volumes = callEachRegion(stage, { ...tour, call: () => describeEc2('Volumes') });
    return {
      entries: [...instances, ...volumes],
      expected: [
        expectSweep('inventory-role', 'describe-instances', instances, ['sliding', 'tumbling']),
      ],
    };
  },
};
