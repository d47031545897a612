import { type Origin, roleSession } from '../callers';
import { describeInstances, describeInstancesWhere, getServiceQuota } from '../calls/recon';
import { hashText } from '../random';
import { REGIONS } from '../regions';
import type { Walk } from '../walk';
import { ACCOUNTS, type Actor, accountId, type Today } from './actor';

const BOTO = 'Boto3/1.37.11 md/Botocore#1.37.11 ua/2.1 os/linux#6.1.0 lang/python#3.13.2';
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Where the accounts have their machines, in turn. */
const HOMES = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1'] as const;

/** A tool that runs in several accounts, each time with a session of the same role. */
interface Tool {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly session: string;
  readonly origin: Origin;
  readonly walks: (today: Today, account: string) => Iterable<Omit<Walk, 'caller'>>;
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
    session: 'security/PostureScanner/posture-scanner',
    origin: ['192.0.2.18', `${BOTO} Prowler/5.3.0`],
    *walks({ random }, account) {
      const from = HOUR + stagger(account, 40) + random.between(0, 40);
      yield { from, within: random.between(18, 26) };
    },
  },
  {
    // Each morning through twelve regions, in a few accounts.
    name: 'inventory',
    accounts: ACCOUNTS.slice(1, 7),
    session: 'asset-inventory/asset-inventory',
    origin: ['192.0.2.34', `${BOTO} exec-env/AWS_Lambda_python3.13`],
    *walks({ random }) {
      const from = 5 * HOUR + random.between(0, 30);
      yield { from, within: 19, regions: REGIONS.slice(0, 12) };
    },
  },
  {
    // Four times a day through all regions, some seconds each: no sweep at 30 s, and one at 300 s.
    name: 'cost agent',
    accounts: ACCOUNTS.slice(10, 20),
    session: 'cost-explorer-agent/cost-agent',
    origin: ['203.0.113.40', 'vantage-agent/2.8.1'],
    *walks(_, account) {
      for (const hour of [2, 8, 14, 20]) {
        yield { from: hour * HOUR + stagger(account, 50), every: 9 };
      }
    },
  },
  {
    // On working days, after each merge: the six regions of a deployment.
    name: 'pipeline',
    accounts: ACCOUNTS.slice(3, 12),
    session: 'deploy/pipeline',
    origin: ['192.0.2.70', 'APN/1.0 HashiCorp/1.0 Terraform/1.11.1 aws-sdk-go-v2/1.36.3'],
    *walks({ random, isWorkday }) {
      const merges = isWorkday ? random.between(2, 6) : 0;
      for (let merge = 0; merge < merges; merge += 1) {
        yield {
          from: random.between(8 * HOUR, 17 * HOUR),
          every: 2,
          regions: REGIONS.slice(0, 6),
          call: describeInstancesWhere('tag:app', ['shop']),
        };
      }
    },
  },
  {
    // Every two hours, the eight regions of a service that fails over.
    name: 'fleet status',
    accounts: ACCOUNTS.slice(20, 23),
    session: 'fleet-status/fleet-status',
    origin: ['192.0.2.90', 'aws-sdk-java/2.30.31 ua/2.1 os/Linux lang/java#21.0.6'],
    *walks(_, account) {
      for (let hour = 0; hour < 24; hour += 2) {
        const from = hour * HOUR + stagger(account, 100);
        yield { from, every: 1, regions: REGIONS.slice(4, 12) };
      }
    },
  },
  {
    // A controller that asks in the region of its cluster, all day.
    name: 'controller',
    accounts: ACCOUNTS,
    session: 'cluster-autoscaler/cluster-autoscaler',
    origin: ['192.0.2.120', 'aws-sdk-go-v2/1.36.3 os/linux lang/go#1.24.1'],
    *walks(_, account) {
      yield {
        from: stagger(account, 30),
        every: 30 * MINUTE,
        regions: Array<string>(48).fill(HOMES[ACCOUNTS.indexOf(account) % HOMES.length] as string),
        call: describeInstances({ maxResults: 1000 }),
      };
    },
  },
];

const reporter = roleSession(accountId(1), 'capacity-report/weekly', ['192.0.2.50', BOTO]);

/** Every Monday, the quotas of all regions. */
const quotaReport: Actor = {
  name: 'quota report',
  *walks({ random, number }) {
    if (number % 7 === 4) {
      const from = 6 * HOUR + random.between(0, 60);
      yield { caller: reporter, from, within: 24, call: getServiceQuota() };
    }
  },
};

function actorOf({ name, session, origin, walks }: Tool, account: string): Actor {
  const caller = roleSession(account, session, origin);
  return {
    name: `${name} ${account}`,
    *walks(today) {
      for (const next of walks(today, account)) {
        yield { ...next, caller };
      }
    },
  };
}

export const TOOLS: readonly Actor[] = [
  ...EACH_ACCOUNT.flatMap((tool) => tool.accounts.map((account) => actorOf(tool, account))),
  quotaReport,
];
