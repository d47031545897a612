import { consoleSession, LAMBDA_PYTHON, LINUX_BROWSER, roleSession } from '../callers';
import { describeEc2, describeInstances } from '../calls/recon';
import { timeOfDay } from '../clock';
import { MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../ids';
import { REGIONS } from '../regions';
import type { Scenario } from '../scenario';
import { inTurn, walk } from '../walk';

const UNUSED_REGIONS: readonly string[] = [
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
  'us-west-1',
];

const inventory = {
  caller: roleSession(MAIN_ACCOUNT, 'asset-inventory/asset-inventory', [
    '192.0.2.18',
    LAMBDA_PYTHON,
  ]),
  from: '05:00:04',
  regions: REGIONS.filter((region) => !UNUSED_REGIONS.includes(region)),
  within: 19,
};

/** The known noise: it matches the rule every morning, under the same ARN. */
export const inventoryRole: Scenario = {
  name: 'inventory-role',
  ruleId: 'describe-instances',
  play: inTurn(walk(inventory), walk({ ...inventory, call: describeEc2('Volumes') })),
};

const erin = consoleSession(
  MAIN_ACCOUNT,
  'PowerUserAccess_0123456789abcdef',
  'erin',
  ['203.0.113.24', LINUX_BROWSER],
  timeOfDay('08:31:12'),
);
const consoleListing = describeInstances({ maxResults: 1000 });
/** EC2 Global View asks each region for its instances, and for these. */
const GLOBAL_VIEW_CALLS = ['Vpcs', 'Subnets', 'SecurityGroups', 'Volumes'] as const;

/** One click by a person, 17 regions in 2 s: the usual false positive of the rule. */
export const consoleGlobalView: Scenario = {
  name: 'console-global-view',
  ruleId: 'describe-instances',
  play: inTurn(
    ...[consoleListing, ...GLOBAL_VIEW_CALLS.map(describeEc2)].map((call) =>
      walk({ caller: erin, from: '09:12:33', within: 2, call }),
    ),
  ),
};

/** The same person takes 23 s for a region: two calls in any window. */
export const consoleRegionByRegion: Scenario = {
  name: 'console-region-by-region',
  play: walk({ caller: erin, from: '09:20:10', every: 23, call: consoleListing }),
};

/** Credentials of an instance's role, used outside the instance. */
const thief = roleSession(
  SECOND_ACCOUNT,
  `web-tier/${resourceId('i', 'web-2')}`,
  [
    '198.51.100.203',
    'aws-cli/2.24.10 ua/2.1 os/linux#6.8.0 lang/python#3.12.9 md/command#ec2.describe-instances',
  ],
  { sessionSeconds: 6 * 3600, onInstance: true },
);

/** It begins 12 s before the edge of a tumbling window: six calls on either side. */
export const windowEdge: Scenario = {
  name: 'window-edge',
  ruleId: 'describe-instances',
  windowings: ['sliding'],
  play: walk({ caller: thief, from: '14:29:48', regions: REGIONS.slice(0, 12), every: 2 }),
};
