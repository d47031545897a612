import { roleSession, type SessionOrigin } from '../callers';
import { describeInstances, describeInstancesWhere, getServiceQuota } from '../calls/recon';
import { hashText } from '../random';
import { REGIONS } from '../regions';
import { every, spread } from '../tour';
import { ACCOUNTS, type Actor, accountId, type Run, type Today } from './actor';

const BOTO = 'Boto3/1.37.11 md/Botocore#1.37.11 ua/2.1 os/linux#6.1.0 lang/python#3.13.2';
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Where the accounts have their machines, in turn. */
const HOMES = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1'] as const;

/** A tool that runs in several accounts, each time with a session of the same role. */
interface Tool {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly session: Omit<SessionOrigin, 'accountId'>;
  readonly runs: (today: Today, account: string) => Iterable<Omit<Run, 'caller'>>;
}

/** A different minute for each account, so that the accounts do not all begin at once. */
function stagger(account: string, minutes: number): number {
  return (hashText(`stagger ${account}`) % minutes) * MINUTE;
}

const EACH_ACCOUNT: readonly Tool[] = [
  {
    // Every night through all regions of every account: the tool of the security team.
    name: 'posture-scanner',
    accounts: ACCOUNTS,
    session: {
      roleName: 'PostureScanner',
      rolePath: '/security/',
      sessionName: 'posture-scanner',
      sourceIPAddress: '192.0.2.18',
      userAgent: `${BOTO} Prowler/5.3.0`,
    },
    *runs({ random }, account) {
      const at = HOUR + stagger(account, 40) + random.between(0, 40);
      yield { at, offset: spread(REGIONS.length, random.between(18, 26)) };
    },
  },
  {
    // Each morning through twelve regions, in a few accounts.
    name: 'inventory',
    accounts: ACCOUNTS.slice(1, 7),
    session: {
      roleName: 'asset-inventory',
      sessionName: 'asset-inventory',
      sourceIPAddress: '192.0.2.34',
      userAgent: `${BOTO} exec-env/AWS_Lambda_python3.13`,
    },
    *runs({ random }) {
      const at = 5 * HOUR + random.between(0, 30);
      yield { at, regions: REGIONS.slice(0, 12), offset: spread(12, 19) };
    },
  },
  {
    // Four times a day through all regions, some seconds each: no sweep at 30 s, and one at 300 s.
    name: 'cost agent',
    accounts: ACCOUNTS.slice(10, 20),
    session: {
      roleName: 'cost-explorer-agent',
      sessionName: 'cost-agent',
      sourceIPAddress: '203.0.113.40',
      userAgent: 'vantage-agent/2.8.1',
    },
    *runs(_, account) {
      for (const hour of [2, 8, 14, 20]) {
        yield { at: hour * HOUR + stagger(account, 50), offset: every(9) };
      }
    },
  },
  {
    // On working days, after each merge: the six regions of a deployment.
    name: 'pipeline',
    accounts: ACCOUNTS.slice(3, 12),
    session: {
      roleName: 'deploy',
      sessionName: 'pipeline',
      sourceIPAddress: '192.0.2.70',
      userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.11.1 aws-sdk-go-v2/1.36.3',
    },
    *runs({ random, isWorkday }) {
      const merges = isWorkday ? random.between(2, 6) : 0;
      for (let merge = 0; merge < merges; merge += 1) {
        yield {
          at: random.between(8 * HOUR, 17 * HOUR),
          regions: REGIONS.slice(0, 6),
          offset: every(2),
          call: describeInstancesWhere('tag:app', ['shop']),
        };
      }
    },
  },
  {
    // Every two hours, the eight regions of a service that fails over.
    name: 'fleet status',
    accounts: ACCOUNTS.slice(20, 23),
    session: {
      roleName: 'fleet-status',
      sessionName: 'fleet-status',
      sourceIPAddress: '192.0.2.90',
      userAgent: 'aws-sdk-java/2.30.31 ua/2.1 os/Linux lang/java#21.0.6',
    },
    *runs(_, account) {
      for (let hour = 0; hour < 24; hour += 2) {
        const at = hour * HOUR + stagger(account, 100);
        yield { at, regions: REGIONS.slice(4, 12), offset: every(1) };
      }
    },
  },
  {
    // A controller that asks in the region of its cluster, all day.
    name: 'controller',
    accounts: ACCOUNTS,
    session: {
      roleName: 'cluster-autoscaler',
      sessionName: 'cluster-autoscaler',
      sourceIPAddress: '192.0.2.120',
      userAgent: 'aws-sdk-go-v2/1.36.3 os/linux lang/go#1.24.1',
    },
    *runs(_, account) {
      yield {
        at: stagger(account, 30),
        regions: Array<string>(48).fill(HOMES[ACCOUNTS.indexOf(account) % HOMES.length] as string),
        offset: every(30 * MINUTE),
        call: describeInstances({ maxResults: 1000 }),
      };
    },
  },
];

const reporter = roleSession({
  accountId: accountId(1),
  roleName: 'capacity-report',
  sessionName: 'weekly',
  sourceIPAddress: '192.0.2.50',
  userAgent: BOTO,
});

/** Every Monday, the quotas of all regions. */
const quotaReport: Actor = {
  name: 'quota report',
  *runs({ random, number }) {
    if (number % 7 === 4) {
      const at = 6 * HOUR + random.between(0, 60);
      yield { caller: reporter, at, offset: spread(REGIONS.length, 24), call: getServiceQuota() };
    }
  },
};

function actorOf({ name, session, runs }: Tool, account: string): Actor {
  const caller = roleSession({ ...session, accountId: account });
  return {
    name: `${name} ${account}`,
    *runs(today) {
      for (const run of runs(today, account)) {
        yield { ...run, caller };
      }
    },
  };
}

export const TOOLS: readonly Actor[] = [
  ...EACH_ACCOUNT.flatMap((tool) => tool.accounts.map((account) => actorOf(tool, account))),
  quotaReport,
];
