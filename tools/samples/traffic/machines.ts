import { type Caller, through } from '../caller';
import { describeEc2, describeInstancesWhere } from '../calls/recon-calls';
import { decryptSecret, generateDataKey, getSecretValue } from '../calls/security-calls';
import { agentHeartbeat, createLogStream, describeAlarms, read } from '../calls/workload-calls';
import { MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../example-ids';
import { assumedRole } from '../identities';
import type { Habit } from './habit';

/** A Lambda function; its sessions are named after it. */
function lambdaFunction(accountId: string, name: string): Caller {
  return {
    accountId,
    identityAt: assumedRole({ accountId, roleName: `${name}-role`, sessionName: name }),
    sourceIPAddress: '192.0.2.20',
    userAgent:
      'aws-sdk-js/3.758.0 ua/2.1 os/linux lang/js md/nodejs#22.14.0 exec-env/AWS_Lambda_nodejs22.x',
  };
}

/** An EC2 instance; its sessions are named after its id. */
function instance(accountId: string, roleName: string, name: string, address: string): Caller {
  return {
    accountId,
    identityAt: assumedRole({
      accountId,
      roleName,
      sessionName: resourceId('i', name),
      sessionSeconds: 6 * 3600,
      onInstance: true,
    }),
    sourceIPAddress: address,
    userAgent: 'aws-sdk-go/1.55.6 (go1.23.6; linux; amd64)',
  };
}

const orderIntake = lambdaFunction(MAIN_ACCOUNT, 'order-intake');
const thumbnailer = lambdaFunction(MAIN_ACCOUNT, 'thumbnailer');
const report = lambdaFunction(SECOND_ACCOUNT, 'report');
const metrics = instance(MAIN_ACCOUNT, 'metrics', 'metrics', '192.0.2.40');

const toScrape = () => describeInstancesWhere('tag:monitoring', ['prometheus']);

/** A Lambda function reads its secret, for which Secrets Manager asks KMS in its name. */
function secretHabits(caller: Caller, region: string, callsPerDay: number): Habit[] {
  return [
    { caller, region, schedule: { callsPerDay }, calls: [getSecretValue] },
    {
      caller: through('secretsmanager.amazonaws.com', caller),
      region,
      schedule: { callsPerDay },
      calls: [decryptSecret],
    },
    {
      caller,
      region,
      schedule: { callsPerDay: Math.round(callsPerDay / 2) },
      calls: [createLogStream],
    },
  ];
}

/** The agent of Systems Manager, on every instance. */
function agentHabit(caller: Caller, region: string): Habit {
  return {
    caller: { ...caller, userAgent: `${caller.userAgent} amazon-ssm-agent/` },
    region,
    schedule: { callsPerDay: 96, isRegular: true },
    calls: [agentHeartbeat],
  };
}

/** Functions and instances at work, in their own regions. */
export const MACHINE_HABITS: readonly Habit[] = [
  ...secretHabits(orderIntake, 'eu-central-1', 260),
  ...secretHabits(thumbnailer, 'us-east-1', 160),
  ...secretHabits(report, 'eu-west-1', 90),
  agentHabit(instance(MAIN_ACCOUNT, 'web-tier', 'web-1', '192.0.2.41'), 'us-east-1'),
  agentHabit(instance(MAIN_ACCOUNT, 'batch', 'batch-1', '192.0.2.42'), 'us-east-1'),
  agentHabit(instance(MAIN_ACCOUNT, 'bastion', 'bastion', '192.0.2.43'), 'eu-central-1'),
  agentHabit(instance(SECOND_ACCOUNT, 'web-tier', 'web-3', '192.0.2.44'), 'eu-west-1'),
  {
    caller: metrics,
    region: 'us-east-1',
    schedule: { callsPerDay: 192, isRegular: true },
    calls: [toScrape, describeAlarms, () => describeEc2('AvailabilityZones')],
  },
  {
    caller: thumbnailer,
    region: 'us-east-1',
    schedule: { callsPerDay: 180 },
    calls: [generateDataKey, read('dynamodb', 'DescribeTable')],
  },
];
