import type { Caller } from '../caller';
import { getServiceQuota, ON_DEMAND_VCPUS } from '../calls/recon-calls';
import { timeOfDay } from '../clock';
import { assumedRole, iamUser } from '../identities';
import { REGIONS } from '../regions';
import { every, spread } from '../sweep-calls';
import { ACCOUNTS } from './accounts';
import { type Actor, type Run, run } from './actor';

const TWELVE_REGIONS = REGIONS.slice(0, 12);
const CLI = 'aws-cli/2.24.10 ua/2.1 os/linux#6.8.0-kali lang/python#3.12.9';

function user(account: string, name: string, sourceIPAddress: string, userAgent = CLI): Caller {
  return { accountId: account, identityAt: iamUser(account, name), sourceIPAddress, userAgent };
}

/** A session of a role, by credentials that were taken from a machine. */
function session(account: string, roleName: string, sessionName: string): Caller {
  return {
    accountId: account,
    identityAt: assumedRole({ accountId: account, roleName, sessionName }),
    sourceIPAddress: '198.51.100.99',
    userAgent: 'python-requests/2.32.3',
  };
}

/** Somebody who comes once. */
function once(
  name: string,
  day: number,
  clockTime: string,
  runs: (at: number) => readonly Run[],
): Actor {
  return {
    name,
    day: ({ stage, number }) =>
      number === day ? runs(timeOfDay(clockTime)).flatMap((one) => run(stage, one)) : [],
  };
}

/** What `docs/tuning.md` counts on: each shows what another setting is for. */
export const INTRUDERS: readonly Actor[] = [
  once('leaked key: instances, then quotas', 9, '02:41:07', (at) => {
    const caller = user(ACCOUNTS[8] as string, 'build-uploader', '198.51.100.77');
    const [regions, call] = [REGIONS, () => getServiceQuota('ec2', ON_DEMAND_VCPUS)];
    return [
      { caller, regions, at, offset: spread(REGIONS.length, 9) },
      { caller, regions, at: at + 64, offset: spread(REGIONS.length, 12), call },
    ];
  }),
  once('twelve regions over the edge of a window', 14, '14:29:48', (at) => [
    {
      caller: session(ACCOUNTS[15] as string, 'web-tier', 'i-09c0c1d43dfd92f26'),
      regions: TWELVE_REGIONS,
      at,
      offset: every(2),
    },
  ]),
  once('twelve regions under four names of a session', 17, '23:12:20', (at) =>
    TWELVE_REGIONS.map((region, index) => ({
      caller: session(ACCOUNTS[19] as string, 'batch-worker', `job-${index % 4}`),
      regions: [region],
      at: at + index,
      offset: every(0),
    })),
  ),
  once('all regions, five seconds each', 22, '03:33:10', (at) => [
    {
      caller: user(ACCOUNTS[24] as string, 'backup', '198.51.100.140'),
      regions: REGIONS,
      at,
      offset: every(5),
    },
  ]),
  once('all regions, fifteen seconds each', 26, '11:05:00', (at) => [
    {
      caller: user(ACCOUNTS[27] as string, 'legacy-report', '198.51.100.201', 'curl/8.5.0'),
      regions: REGIONS,
      at,
      offset: every(15),
    },
  ]),
];
