import { iamUser, roleSession } from '../callers';
import { describeInstances, getServiceQuota } from '../calls/recon';
import { REGIONS } from '../regions';
import type { Walk } from '../walk';
import { type Actor, accountId } from './actor';

/** How often a person opens EC2 Global View on a working day. */
const CLICKS_PER_DAY = 0.15;

function person(name: string, index: number): Actor {
  const caller = roleSession({
    accountId: accountId(index * 3 + 1),
    rolePath: '/aws-reserved/sso.amazonaws.com/eu-central-1/',
    roleName: 'AWSReservedSSO_PowerUserAccess_0123456789abcdef',
    sessionName: `${name}@example.com`,
    sessionSeconds: 24 * 3600,
    mfa: true,
    sourceIPAddress: `203.0.113.${20 + index}`,
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
    fromConsole: true,
  });
  return {
    name,
    *walks({ random, isWorkday }) {
      if (isWorkday && random.next() <= CLICKS_PER_DAY) {
        yield {
          caller,
          from: random.between(8 * 3600, 17 * 3600),
          within: 2,
          call: describeInstances({ maxResults: 1000 }),
        };
      }
    },
  };
}

/** One click in EC2 Global View is 17 regions within two seconds: the standard false positive. */
export const PEOPLE: readonly Actor[] = [
  ...['ada', 'ben', 'cleo', 'dan', 'erin', 'finn', 'gwen', 'hugo'].map(person),
];

const TWELVE_REGIONS = REGIONS.slice(0, 12);
const KALI = 'aws-cli/2.24.10 ua/2.1 os/linux#6.8.0-kali lang/python#3.12.9';

function user(account: number, userName: string, sourceIPAddress: string, userAgent = KALI) {
  return iamUser({ accountId: accountId(account), userName, sourceIPAddress, userAgent });
}

/** A session of a role, with credentials that were taken from an instance. */
function stolenSession(account: number, roleName: string, sessionName: string) {
  return roleSession({
    accountId: accountId(account),
    roleName,
    sessionName,
    sourceIPAddress: '198.51.100.99',
    userAgent: 'python-requests/2.32.3',
  });
}

/** An actor who comes once. */
function once(name: string, day: number, walks: readonly Walk[]): Actor {
  return { name, walks: ({ number }) => (number === day ? walks : []) };
}

const keyThief = user(9, 'build-uploader', '198.51.100.77');
const instanceThief = stolenSession(16, 'web-tier', 'i-09c0c1d43dfd92f26');

/** `docs/tuning.md` counts on them: each shows what another setting is for. */
export const INTRUDERS: readonly Actor[] = [
  once('leaked key: instances, then quotas', 9, [
    { caller: keyThief, from: '02:41:07', within: 9 },
    { caller: keyThief, from: '02:42:11', within: 12, call: getServiceQuota() },
  ]),
  once('twelve regions over the edge of a window', 14, [
    { caller: instanceThief, from: '14:29:48', every: 2, regions: TWELVE_REGIONS },
  ]),
  once(
    'twelve regions under four names of a session',
    17,
    TWELVE_REGIONS.map((region, index) => ({
      caller: stolenSession(20, 'batch-worker', `job-${index % 4}`),
      from: `23:12:${20 + index}`,
      regions: [region],
    })),
  ),
  once('all regions, five seconds each', 22, [
    { caller: user(25, 'backup', '198.51.100.140'), from: '03:33:10', every: 5 },
  ]),
  once('all regions, fifteen seconds each', 26, [
    {
      caller: user(28, 'legacy-report', '198.51.100.201', 'curl/8.5.0'),
      from: '11:05:00',
      every: 15,
    },
  ]),
];
