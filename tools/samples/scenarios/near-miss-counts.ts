import type { Caller } from '../caller';
import { describeInstances } from '../calls/recon-calls';
import { MAIN_ACCOUNT } from '../example-ids';
import { assumedRole, iamUser } from '../identities';
import { REGIONS } from '../regions';
import { at, type Scenario } from '../scenario';
import { callEachRegion, every, spread } from '../sweep-calls';

/** Where these people work from. */
const LAPTOP = {
  accountId: MAIN_ACCOUNT,
  sourceIPAddress: '203.0.113.60',
  userAgent:
    'aws-cli/2.24.10 ua/2.1 os/macos#24.3.0 lang/python#3.12.9 md/command#ec2.describe-instances',
};

function person(userName: string): Caller {
  return { ...LAPTOP, identityAt: iamUser(MAIN_ACCOUNT, userName) };
}

/** Eighteen deliveries, but nine regions. */
export const nineRegions: Scenario = {
  name: 'nine-regions',
  about: 'Nine regions in 8 s, each record delivered twice: one region too few.',
  play: (stage) => ({
    entries: callEachRegion(stage, {
      caller: person('dana'),
      regions: REGIONS.slice(0, 9),
      start: at(stage, '14:05:03'),
      offset: spread(9, 8),
      call: () => describeInstances(),
    }).map((entry) => ({ ...entry, redeliveredAfter: [4 * 3600] })),
    expected: [],
  }),
};

/** The tenth call comes thirty seconds after the first, where the half-open window has just ended. */
export const tooSlow: Scenario = {
  name: 'too-slow',
  about: 'Ten regions, the last call 30 s after the first: no window of 30 s holds all ten.',
  play: (stage) => ({
    entries: callEachRegion(stage, {
      caller: person('omar'),
      regions: REGIONS.slice(7),
      start: at(stage, '14:08:02'),
      offset: spread(10, 30),
      call: () => describeInstances(),
    }),
    expected: [],
  }),
};

/** Many calls are not many regions. */
export const paginatedListing: Scenario = {
  name: 'paginated-listing',
  about: 'Forty pages of one listing in one region in 25 s.',
  play: (stage) => ({
    entries: callEachRegion(stage, {
      caller: person('priya'),
      regions: Array.from({ length: 40 }, () => 'us-west-2'),
      start: at(stage, '14:19:02'),
      offset: spread(40, 25),
      call: () => describeInstances({ maxResults: 50, nextToken: `EXAMPLE${stage.random.uuid()}` }),
    }),
    expected: [],
  }),
};

const SESSION_NAMES = ['run-a', 'run-b', 'run-c'] as const;

/**
 * A caller chooses the session name, and may change it to split the count. By ARN no session reaches
 * ten regions; grouped by role (`groupBy: role`) the three of them are a sweep over twelve.
 */
export const splitSessions: Scenario = {
  name: 'split-sessions',
  about: 'Twelve regions in 13 s under three session names of one role, four regions each.',
  play: (stage) => ({
    entries: SESSION_NAMES.flatMap((sessionName, part) =>
      callEachRegion(stage, {
        caller: {
          ...LAPTOP,
          identityAt: assumedRole({ accountId: MAIN_ACCOUNT, roleName: 'Reporting', sessionName }),
        },
        regions: REGIONS.slice(part * 4, part * 4 + 4),
        start: at(stage, '14:23:02') + part * 5,
        offset: every(1),
        call: () => describeInstances(),
      }),
    ),
    expected: [],
  }),
};
