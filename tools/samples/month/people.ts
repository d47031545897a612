import { consoleSession, iamUser, LINUX_BROWSER, roleSession } from '../callers';
import { describeInstances, getServiceQuota } from '../calls/recon';
import { REGIONS } from '../regions';
import type { Walk } from '../walk';
import { type Actor, accountId } from './actor';

/** How often a person opens EC2 Global View on a working day. */
const CLICKS_PER_DAY = 0.15;

function person(name: string, index: number): Actor {
  const permissions = 'PowerUserAccess_0123456789abcdef';
  const origin = [`203.0.113.${20 + index}`, LINUX_BROWSER] as const;
  const caller = consoleSession(accountId(index * 3 + 1), permissions, name, origin);
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

/** Credentials that were taken from an instance. */
const SESSION_THIEF = ['198.51.100.99', 'python-requests/2.32.3'] as const;

/** An actor who comes once. */
function once(name: string, day: number, walks: readonly Walk[]): Actor {
  return { name, walks: ({ number }) => (number === day ? walks : []) };
}

const uploader = iamUser(accountId(9), 'build-uploader', ['198.51.100.77', KALI]);
const webTier = roleSession(accountId(16), 'web-tier/i-09c0c1d43dfd92f26', SESSION_THIEF);
const backup = iamUser(accountId(25), 'backup', ['198.51.100.140', KALI]);
const report = iamUser(accountId(28), 'legacy-report', ['198.51.100.201', 'curl/8.5.0']);

/** `docs/tuning.md` counts on them: each shows what another setting is for. */
export const INTRUDERS: readonly Actor[] = [
  once('leaked key: instances, then quotas', 9, [
    { caller: uploader, from: '02:41:07', within: 9 },
    { caller: uploader, from: '02:42:11', within: 12, call: getServiceQuota() },
  ]),
  once('twelve regions over the edge of a window', 14, [
    { caller: webTier, from: '14:29:48', every: 2, regions: TWELVE_REGIONS },
  ]),
  once(
    'twelve regions under four names of a session',
    17,
    TWELVE_REGIONS.map((region, index) => ({
      caller: roleSession(accountId(20), `batch-worker/job-${index % 4}`, SESSION_THIEF),
      from: `23:12:${20 + index}`,
      regions: [region],
    })),
  ),
  once('all regions, five seconds each', 22, [{ caller: backup, from: '03:33:10', every: 5 }]),
  once('all regions, fifteen seconds each', 26, [{ caller: report, from: '11:05:00', every: 15 }]),
];
