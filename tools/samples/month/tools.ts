import type { Caller } from '../caller';
import {
  describeInstances,
  describeInstancesWhere,
  getServiceQuota,
  ON_DEMAND_VCPUS,
} from '../calls/recon-calls';
import { assumedRole } from '../identities';
import { hashText } from '../random';
import { REGIONS } from '../regions';
import { every, spread } from '../sweep-calls';
import { ACCOUNTS, homeOf, SECURITY_ACCOUNT } from './accounts';
import { type Actor, run } from './actor';

const BOTO = 'Boto3/1.37.11 md/Botocore#1.37.11 ua/2.1 os/linux#6.1.0 lang/python#3.13.2';
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Regions in which more than one is in use. */
const SIX_REGIONS = REGIONS.slice(0, 6);
const EIGHT_REGIONS = REGIONS.slice(4, 12);

interface Tool {
  readonly account: string;
  readonly roleName: string;
  readonly rolePath?: string;
  readonly sessionName: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
}

function tool({ account, sourceIPAddress, userAgent, ...session }: Tool): Caller {
  return {
    accountId: account,
    identityAt: assumedRole({ accountId: account, ...session }),
    sourceIPAddress,
    userAgent,
  };
}

/** Some minutes that are those of an account, so that not all begin at once. */
function stagger(account: string, minutes: number): number {
  return (hashText(`stagger ${account}`) % minutes) * MINUTE;
}

/** Every night through all regions of every account: the tool of the security team. */
const postureScanners = ACCOUNTS.map((account): Actor => {
  const caller = tool({
    account,
    roleName: 'PostureScanner',
    rolePath: '/security/',
    sessionName: 'posture-scanner',
    sourceIPAddress: '192.0.2.18',
    userAgent: `${BOTO} Prowler/5.3.0`,
  });
  return {
    name: `posture-scanner ${account}`,
    day: ({ stage }) =>
      run(stage, {
        caller,
        regions: REGIONS,
        at: HOUR + stagger(account, 40) + stage.random.between(0, 40),
        offset: spread(REGIONS.length, stage.random.between(18, 26)),
      }),
  };
});

/** Each morning through twelve regions, in a few accounts. */
const inventories = ACCOUNTS.slice(1, 7).map((account): Actor => {
  const caller = tool({
    account,
    roleName: 'asset-inventory',
    sessionName: 'asset-inventory',
    sourceIPAddress: '192.0.2.34',
    userAgent: `${BOTO} exec-env/AWS_Lambda_python3.13`,
  });
  return {
    name: `inventory ${account}`,
    day: ({ stage }) =>
      run(stage, {
        caller,
        regions: REGIONS.slice(0, 12),
        at: 5 * HOUR + stage.random.between(0, 30),
        offset: spread(12, 19),
      }),
  };
});

/** Four times a day through all regions, some seconds each: no sweep at 30 seconds, and one at 300. */
const slowScanners = ACCOUNTS.slice(10, 20).map((account): Actor => {
  const caller = tool({
    account,
    roleName: 'cost-explorer-agent',
    sessionName: 'cost-agent',
    sourceIPAddress: '203.0.113.40',
    userAgent: 'vantage-agent/2.8.1',
  });
  return {
    name: `cost agent ${account}`,
    day: ({ stage }) =>
      [2, 8, 14, 20].flatMap((hour) =>
        run(stage, {
          caller,
          regions: REGIONS,
          at: hour * HOUR + stagger(account, 50),
          offset: every(9),
        }),
      ),
  };
});

/** On working days, whenever something is merged: the six regions that are deployed to. */
const pipelines = ACCOUNTS.slice(3, 12).map((account): Actor => {
  const caller = tool({
    account,
    roleName: 'deploy',
    sessionName: 'pipeline',
    sourceIPAddress: '192.0.2.70',
    userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.11.1 aws-sdk-go-v2/1.36.3',
  });
  return {
    name: `pipeline ${account}`,
    day: ({ stage, isWorkday }) =>
      Array.from({ length: isWorkday ? stage.random.between(2, 6) : 0 }, () =>
        run(stage, {
          caller,
          regions: SIX_REGIONS,
          at: stage.random.between(8 * HOUR, 17 * HOUR),
          offset: every(2),
          call: () => describeInstancesWhere('tag:app', ['shop']),
        }),
      ).flat(),
  };
});

/** Every two hours, the eight regions of a service that fails over. */
const fleetStatus = ACCOUNTS.slice(20, 23).map((account): Actor => {
  const caller = tool({
    account,
    roleName: 'fleet-status',
    sessionName: 'fleet-status',
    sourceIPAddress: '192.0.2.90',
    userAgent: 'aws-sdk-java/2.30.31 ua/2.1 os/Linux lang/java#21.0.6',
  });
  return {
    name: `fleet status ${account}`,
    day: ({ stage }) =>
      Array.from({ length: 12 }, (_, index) =>
        run(stage, {
          caller,
          regions: EIGHT_REGIONS,
          at: index * 2 * HOUR + stagger(account, 100),
          offset: every(1),
        }),
      ).flat(),
  };
});

/** Controllers that ask in the region of their cluster, all day. */
const controllers = ACCOUNTS.map((account): Actor => {
  const caller = tool({
    account,
    roleName: 'cluster-autoscaler',
    sessionName: 'cluster-autoscaler',
    sourceIPAddress: '192.0.2.120',
    userAgent: 'aws-sdk-go-v2/1.36.3 os/linux lang/go#1.24.1',
  });
  return {
    name: `controller ${account}`,
    day: ({ stage }) =>
      run(stage, {
        caller,
        regions: Array<string>(48).fill(homeOf(account)),
        at: stagger(account, 30),
        offset: every(30 * MINUTE),
        call: () => describeInstances({ maxResults: 1000 }),
      }),
  };
});

/** Every Monday, the quotas of all regions. */
const quotaReport: Actor = {
  name: 'quota report',
  day: ({ stage, number }) =>
    number % 7 !== 4
      ? []
      : run(stage, {
          caller: tool({
            account: SECURITY_ACCOUNT,
            roleName: 'capacity-report',
            sessionName: 'weekly',
            sourceIPAddress: '192.0.2.50',
            userAgent: BOTO,
          }),
          regions: REGIONS,
          at: 6 * HOUR + stage.random.between(0, 60),
          offset: spread(REGIONS.length, 24),
          call: () => getServiceQuota('ec2', ON_DEMAND_VCPUS),
        }),
};

export const TOOLS: readonly Actor[] = [
  ...postureScanners,
  ...inventories,
  ...slowScanners,
  ...pipelines,
  ...fleetStatus,
  ...controllers,
  quotaReport,
];
