import type { Caller } from '../caller';
import { describeEc2, describeInstances } from '../calls/recon-calls';
import { timeOfDay } from '../clock';
import { MAIN_ACCOUNT } from '../example-ids';
import { assumedRole } from '../identities';
import { REGIONS } from '../regions';
import { at, type Scenario } from '../scenario';
import { callEachRegion, every, expectSweep, spread } from '../sweep-calls';

/** A person who came in through IAM Identity Center and works in the console. */
const erin: Caller = {
  accountId: MAIN_ACCOUNT,
  identityAt: assumedRole({
    accountId: MAIN_ACCOUNT,
    rolePath: '/aws-reserved/sso.amazonaws.com/eu-central-1/',
    roleName: 'AWSReservedSSO_PowerUserAccess_0123456789abcdef',
    sessionName: 'erin@example.com',
    sessionSeconds: 24 * 3600,
    beginsAt: timeOfDay('08:31:12'),
    mfa: true,
  }),
  sourceIPAddress: '203.0.113.24',
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
  fromConsole: true,
};

/** What EC2 Global View asks each region for, besides its instances. */
const GLOBAL_VIEW_CALLS = ['Vpcs', 'Subnets', 'SecurityGroups', 'Volumes'] as const;

/** One click by a person. It meets the rule, and is its usual false positive. */
export const consoleGlobalView: Scenario = {
  name: 'console-global-view',
  about: 'A person opens EC2 Global View: 17 regions in 2 s.',
  play: (stage) => {
    const tour = {
      caller: erin,
      regions: REGIONS,
      start: at(stage, '09:12:33'),
      offset: spread(REGIONS.length, 2),
    };
    const instances = callEachRegion(stage, {
      ...tour,
      call: () => describeInstances({ maxResults: 1000 }),
    });
    const others = GLOBAL_VIEW_CALLS.flatMap((what) =>
      callEachRegion(stage, { ...tour, call: () => describeEc2(what) }),
    );
    return {
      entries: [...instances, ...others],
      expected: [
        expectSweep('console-global-view', 'describe-instances', instances, [
          'sliding',
          'tumbling',
        ]),
      ],
    };
  },
};

/** Twenty-three seconds a region: two calls in any window. */
export const consoleRegionByRegion: Scenario = {
  name: 'console-region-by-region',
  about: 'The same person looks at 17 regions one after the other, 23 s each.',
  play: (stage) => ({
    entries: callEachRegion(stage, {
      caller: erin,
      regions: REGIONS,
      start: at(stage, '09:20:10'),
      offset: every(23),
      call: () => describeInstances({ maxResults: 1000 }),
    }),
    expected: [],
  }),
};
