import { PAGES } from '../../../../src/detection/watched/evidence-pages';
import { did, type KillChain, launched, swept, userArn, userWith } from '../chain';

const bot = userWith('backup-bot', 'AKIAMINING00000BACKUP', '203.0.113.50');
const ROLE = 'AWSServiceRoleForAutoScaling-x1';

/** A leaked key: quotas of every region, a launch that only asks, then machines, containers and an autoscaler. */
export const miningInTenMinutes: KillChain = {
  name: 'mining within ten minutes of the first call',
  page: PAGES.cryptomining,
  identity: userArn('backup-bot'),
  severity: 'critical',
  timeline: [
    [0, 'sweep of 17'],
    [30, 'RunInstances Client.DryRunOperation'],
    [120, 'CreateRole'],
    [125, 'AttachRolePolicy'],
    [240, 'RunInstances'],
    [300, 'CreateCluster'],
    [320, 'RegisterTaskDefinition'],
    [340, 'CreateService'],
    [400, 'CreateAutoScalingGroup'],
    [500, 'CreateFunction20150331 AccessDenied'],
  ],
  records: [
    ...swept(bot, { at: 0, rule: 'get-service-quota' }),
    did(bot, {
      at: 30,
      call: 'ec2 RunInstances',
      request: launched('p4d.24xlarge', 1).request,
      error: 'Client.DryRunOperation',
    }),
    // RegionSweep does not watch this one.
    did(bot, {
      at: 100,
      call: 'iam CreateServiceLinkedRole',
      request: { aWSServiceName: 'autoscaling.amazonaws.com' },
    }),
    did(bot, {
      at: 120,
      call: 'iam CreateRole',
      request: { roleName: ROLE, assumeRolePolicyDocument: '{}' },
      response: { role: { roleName: ROLE, arn: `arn:aws:iam::111122223333:role/${ROLE}` } },
    }),
    did(bot, {
      at: 125,
      call: 'iam AttachRolePolicy',
      request: {
        roleName: ROLE,
        policyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      },
    }),
    did(bot, { at: 240, call: 'ec2 RunInstances', ...launched('g4dn.xlarge', 14) }),
    did(bot, { at: 300, call: 'ecs CreateCluster', request: { clusterName: 'miner' } }),
    did(bot, {
      at: 320,
      call: 'ecs RegisterTaskDefinition',
      request: { family: 'yenik', containerDefinitions: [{ image: 'yenik65958/secret:user' }] },
    }),
    did(bot, {
      at: 340,
      call: 'ecs CreateService',
      request: { cluster: 'miner', serviceName: 'svc', desiredCount: 10 },
    }),
    did(bot, {
      at: 400,
      call: 'autoscaling CreateAutoScalingGroup',
      request: { autoScalingGroupName: 'gpu', minSize: 20, maxSize: 999 },
    }),
    did(bot, { at: 500, call: 'lambda CreateFunction20150331', error: 'AccessDenied' }),
  ],
};
