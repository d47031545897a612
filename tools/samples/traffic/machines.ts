import { type Caller, roleSession, through } from '../callers';
import { read } from '../calls/call';
import {
  agentHeartbeat,
  createLogStream,
  decryptSecret,
  describeAlarms,
  generateDataKey,
  getSecretValue,
} from '../calls/ordinary';
import { describeEc2, describeInstancesWhere } from '../calls/recon';
import { MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../ids';
import type { Play } from '../walk';
import { irregularly, regularly } from './habit';

/** A Lambda function; its sessions are named after it. */
function lambdaFunction(accountId: string, name: string): Caller {
  return roleSession(accountId, `${name}-role/${name}`, [
    '192.0.2.20',
    'aws-sdk-js/3.758.0 ua/2.1 os/linux lang/js md/nodejs#22.14.0 exec-env/AWS_Lambda_nodejs22.x',
  ]);
}

/** An EC2 instance; its sessions are named after its ID. */
function instance(accountId: string, role: string, name: string, sourceIp: string): Caller {
  const origin = [sourceIp, 'aws-sdk-go/1.55.6 (go1.23.6; linux; amd64)'] as const;
  const options = { sessionSeconds: 6 * 3600, onInstance: true };
  return roleSession(accountId, `${role}/${resourceId('i', name)}`, origin, options);
}

/** A Lambda function reads its secret. Secrets Manager then calls KMS on its behalf. */
function readsSecrets(caller: Caller, region: string, callsPerDay: number): Play[] {
  const secretsManager = through('secretsmanager.amazonaws.com', caller);
  return [
    irregularly(callsPerDay, caller, region, [getSecretValue]),
    irregularly(callsPerDay, secretsManager, region, [decryptSecret]),
    irregularly(Math.round(callsPerDay / 2), caller, region, [createLogStream]),
  ];
}

/** The agent of Systems Manager, on every instance. */
function runsAgent(caller: Caller, region: string): Play {
  const agent = { ...caller, userAgent: `${caller.userAgent} amazon-ssm-agent/` };
  return regularly(96, agent, region, [agentHeartbeat]);
}

const thumbnailer = lambdaFunction(MAIN_ACCOUNT, 'thumbnailer');

/** Functions and instances at work, in their own regions. */
export const MACHINE_HABITS: readonly Play[] = [
  ...readsSecrets(lambdaFunction(MAIN_ACCOUNT, 'order-intake'), 'eu-central-1', 260),
  ...readsSecrets(thumbnailer, 'us-east-1', 160),
  ...readsSecrets(lambdaFunction(SECOND_ACCOUNT, 'report'), 'eu-west-1', 90),
  runsAgent(instance(MAIN_ACCOUNT, 'web-tier', 'web-1', '192.0.2.41'), 'us-east-1'),
  runsAgent(instance(MAIN_ACCOUNT, 'batch', 'batch-1', '192.0.2.42'), 'us-east-1'),
  runsAgent(instance(MAIN_ACCOUNT, 'bastion', 'bastion', '192.0.2.43'), 'eu-central-1'),
  runsAgent(instance(SECOND_ACCOUNT, 'web-tier', 'web-3', '192.0.2.44'), 'eu-west-1'),
  regularly(192, instance(MAIN_ACCOUNT, 'metrics', 'metrics', '192.0.2.40'), 'us-east-1', [
    describeInstancesWhere('tag:monitoring', ['prometheus']),
    describeAlarms,
    describeEc2('AvailabilityZones'),
  ]),
  irregularly(180, thumbnailer, 'us-east-1', [generateDataKey, read('dynamodb', 'DescribeTable')]),
];
