import type { ControlPolicyFacts } from '../../src/doctor/account-facts';
import { type CheckId, type CheckResult, worstOf } from '../../src/doctor/check';
import { examine } from '../../src/doctor/examine';
import type { Facts } from '../../src/doctor/facts';
import { seen } from '../../src/doctor/look';
import {
  denied,
  FORWARDER_RULE,
  functionPolicy,
  HEALTHY,
  HEALTHY_PATH,
  HEALTHY_RULE,
  HUB_REGION,
} from './healthy-facts';

import { type Case, describeChecks, found, pathWith } from './judged-cases';

const REGIONS: readonly Case[] = [
  [
    'an opt-in region in use',
    { enabledRegions: seen([HUB_REGION, 'af-south-1', 'us-east-1', 'us-east-2']) },
    'broken',
    'The setting regions lacks 1 region that this account has enabled: af-south-1.',
  ],
  [
    'a region that is not enabled',
    { enabledRegions: seen([HUB_REGION, 'us-east-1']) },
    'broken',
    'has not enabled, so that no forwarder can be there: us-east-2.',
  ],
  [
    'an opt-in region with the trail alone',
    {
      hasForwarders: seen(false),
      forwarders: [],
      enabledRegions: seen([HUB_REGION, 'af-south-1', 'us-east-1', 'us-east-2']),
    },
    'ok',
    'The trail brings the calls of every region',
  ],
];

const RULES: readonly Case[] = [
  [
    'a rule without a target',
    { rules: seen([{ ...HEALTHY_RULE, targets: seen([]) }]) },
    'broken',
    'has no target',
  ],
  [
    'a rule with hidden targets',
    {
      rules: seen([{ ...HEALTHY_RULE, targets: denied('events:ListTargetsByRule') }]),
      functions: [],
    },
    'unknown',
    'AWS denied events:ListTargetsByRule',
  ],
];

const FORWARDERS: readonly Case[] = [
  [
    'a forwarder that sends to another bus',
    forwarderWith({ targets: seen(['arn:aws:events:us-east-2:1:event-bus/regionsweep']) }),
    'broken',
    'not to the hub bus in eu-central-1',
  ],
  ['a forwarder without a target', forwarderWith({ targets: seen([]) }), 'broken', 'no target'],
];

const PERMISSIONS: readonly Case[] = [
  [
    'a function without a policy',
    { functions: HEALTHY.functions.map((one) => ({ ...one, policy: seen(undefined) })) },
    'broken',
    'does not allow the rule HubRulesDescribeInstances to invoke it',
  ],
  [
    'a policy for other rules',
    {
      functions: HEALTHY.functions.map((one) => ({
        ...one,
        policy: seen(functionPolicy('arn:aws:events:eu-central-1:111122223333:rule/other-*')),
      })),
    },
    'broken',
    'does not allow the rule HubRulesDescribeInstances to invoke it',
  ],
  [
    'a hidden policy',
    { functions: HEALTHY.functions.map((one) => ({ ...one, policy: denied('lambda:GetPolicy') })) },
    'unknown',
    'AWS denied lambda:GetPolicy',
  ],
];

const STACK_SETS: readonly Case[] = [
  [
    'an account that manages no StackSets',
    { isDelegatedAdministrator: seen(false) },
    'broken',
    'This account is not a delegated administrator of StackSets.',
  ],
  [
    'an account of which that is hidden',
    { isDelegatedAdministrator: denied('organizations:ListDelegatedAdministrators') },
    'unknown',
    'AWS denied organizations:ListDelegatedAdministrators',
  ],
];

const QUOTAS: readonly Case[] = [
  ['a quota that is used up', quotaWith(295, 300, 0), 'broken', '295 are used.'],
  ['a quota without room', quotaWith(10, 30, 50), 'broken', 'RegionSweep needs 50 more'],
  ['a quota with room', quotaWith(100, 300, 50), 'ok', '100 of 300 used'],
];

const deny = (statement: object) => policy({ Effect: 'Deny', Resource: '*', ...statement });
const REGION_LOCK = {
  NotAction: ['iam:*', 'sts:*'],
  Condition: { StringNotEquals: { 'aws:RequestedRegion': [HUB_REGION, 'us-east-1'] } },
};

const CONTROL_POLICIES: readonly Case[] = [
  ['a policy that denies a region', deny(REGION_LOCK), 'broken', 'in us-east-2.'],
  [
    'a policy that denies events',
    deny({ Action: 'events:*' }),
    'broken',
    'denies events:PutRule, events:PutTargets, events:PutEvents in eu-central-1, us-east-1',
  ],
  [
    'a policy that denies a queue in some regions',
    deny({
      Action: ['SQS:Create*'],
      Condition: { StringLikeIfExists: { 'aws:requestedregion': 'us-east-*' } },
    }),
    'broken',
    'denies sqs:CreateQueue in us-east-1, us-east-2.',
  ],
  ['a policy about something else', deny({ Action: ['s3:*', 'ec2:*'] }), 'ok', 'No policy denies'],
  [
    'a policy about other regions',
    deny({ ...REGION_LOCK, Action: 's3:*', NotAction: undefined }),
    'ok',
    'No policy',
  ],
  [
    'a policy for other resources',
    deny({ Action: 'events:*', Resource: 'arn:aws:events:*:*:rule/aws-controltower-*' }),
    'ok',
    'No policy denies',
  ],
  [
    'a policy that allows',
    policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
    'ok',
    'No policy',
  ],
  [
    'a policy that exempted the role that deployed',
    deny({
      Action: '*',
      Condition: { ArnNotLike: { 'aws:PrincipalARN': 'arn:aws:iam::*:role/cdk-*' } },
    }),
    'ok',
    'No policy denies',
  ],
  [
    'hidden policies, with every forwarder deployed',
    { controlPolicies: denied('organizations:ListPoliciesForTarget') },
    'ok',
    'no policy has stopped a forwarder',
  ],
];

describeChecks([
  ['regions', REGIONS],
  ['rules', RULES],
  ['forwarders', FORWARDERS],
  ['permissions', PERMISSIONS],
  ['stack-sets', STACK_SETS],
  ['control-policies', CONTROL_POLICIES],
  ['quotas', QUOTAS],
]);

describe('a deployment with the trail alone', () => {
  it('needs no forwarder', () => {
    const checks = examine({ ...HEALTHY, hasForwarders: seen(false), forwarders: [] });

    expect(worstOf(checks)).toBe('ok');
    expect(found(checks, 'forwarders')).toBe(
      'No forwarder is needed: the trail brings the calls of every region.',
    );
  });

  it('is healthy if a service control policy closes regions other than that of the hub', () => {
    const patch = deny(REGION_LOCK);
    const checks = examine({ ...HEALTHY, ...patch, hasForwarders: seen(false), forwarders: [] });

    expect(worstOf(checks)).toBe('ok');
  });
});

describe('examine before a deployment', () => {
  const before: Facts = {
    ...HEALTHY,
    stack: seen(undefined),
    isBeforeDeployment: true,
    forwarders: [],
    stackSets: [],
    busPolicy: denied('events:DescribeEventBus'),
    plannedOrganizationId: 'o-a1b2c3d4e5',
    trailPath: seen({ ...HEALTHY_PATH, reader: undefined }),
  };

  it('checks what a deployment needs, and nothing else', () => {
    const checks = examine(before);

    expect(checks.map(({ id }) => id)).toEqual([
      'stack',
      'trail',
      'trail-files',
      'regions',
      'organization',
      'stack-sets',
      'control-policies',
      'quotas',
    ]);
    expect(worstOf(checks)).toBe('ok');
    expect(found(checks, 'stack')).toContain('There is no stack RegionSweep in eu-central-1 yet');
  });

  it.each<[string, Partial<Facts>, CheckId, CheckResult]>([
    ['a stack that was expected', { isBeforeDeployment: false }, 'stack', 'broken'],
    ['another organization', { plannedOrganizationId: 'o-other12345' }, 'organization', 'broken'],
    ['no administrator', { isDelegatedAdministrator: seen(false) }, 'stack-sets', 'broken'],
    ['a denied region', deny(REGION_LOCK), 'control-policies', 'broken'],
    [
      'a policy that may exempt the role that deploys',
      deny({ Action: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'x' } } }),
      'control-policies',
      'unknown',
    ],
    [
      'hidden policies',
      { controlPolicies: denied('organizations:ListParents') },
      'control-policies',
      'unknown',
    ],
    ['no bucket', pathWith({ bucketRegion: seen(undefined) }), 'trail-files', 'broken'],
  ])('notices it: %s', (_what, patch, id, result) => {
    const checks = examine({ ...before, ...patch });

    expect(checks.filter((check) => check.result !== 'ok')).toEqual([
      expect.objectContaining({ id, result }),
    ]);
  });
});

function forwarderWith(patch: Partial<typeof FORWARDER_RULE>): Partial<Facts> {
  return {
    forwarders: [{ region: 'us-east-1', rules: seen([{ ...FORWARDER_RULE, ...patch }]) }],
  };
}

function quotaWith(used: number, limit: number, needed: number): Partial<Facts> {
  return {
    quotas: HEALTHY.quotas.map((quota) => ({
      ...quota,
      needed,
      used: seen(used),
      limit: seen(limit),
    })),
  };
}

function policy(statement: object): { readonly controlPolicies: Facts['controlPolicies'] } {
  const facts: ControlPolicyFacts = {
    name: 'Guardrail',
    target: 'ou-ab12-cd34ef56',
    content: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
  };
  return { controlPolicies: seen([facts]) };
}
