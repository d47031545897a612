import type { ControlPolicyFacts } from '../../src/doctor/account-facts';
import { type Check, type CheckId, type CheckResult, worstOf } from '../../src/doctor/check';
import { examine } from '../../src/doctor/examine';
import type { Facts } from '../../src/doctor/facts';
import { seen } from '../../src/doctor/look';
import type { FieldCondition, TrailFacts, TrailPathFacts } from '../../src/doctor/trail-facts';
import {
  denied,
  FORWARDER_RULE,
  functionPolicy,
  HEALTHY,
  HEALTHY_PATH,
  HEALTHY_RULE,
  HEALTHY_TRAIL,
  HUB_REGION,
} from './healthy-facts';

type Case = readonly [what: string, patch: Partial<Facts>, CheckResult, says: string];

const MANAGEMENT: FieldCondition = { field: 'eventCategory', equals: ['Management'] };
const DAY_MS = 86_400_000;

const TRAIL: readonly Case[] = [
  [
    'an advanced selector for all management events',
    trailWith({ selectors: advanced([MANAGEMENT]) }),
    'ok',
    'for the whole organization',
  ],
  [
    'an advanced selector without KMS',
    trailWith({
      selectors: advanced([
        MANAGEMENT,
        { field: 'eventSource', notEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      ]),
    }),
    'ok',
    'logs read-only management events',
  ],
  [
    'an advanced selector for writes',
    trailWith({
      selectors: advanced([MANAGEMENT, { field: 'readOnly', equals: ['false'] }]),
    }),
    'broken',
    'does not record management events that only read',
  ],
  [
    'an advanced selector without EC2',
    trailWith({
      selectors: advanced([MANAGEMENT, { field: 'eventSource', notStartsWith: ['ec2.'] }]),
    }),
    'broken',
    'does not record all management events of ec2.amazonaws.com that only read',
  ],
  [
    'an advanced selector for some callers',
    trailWith({
      selectors: advanced([MANAGEMENT, { field: 'userIdentity.arn', startsWith: ['arn:'] }]),
    }),
    'broken',
    'does not record management events that only read',
  ],
  [
    'an advanced selector for data events',
    trailWith({ selectors: advanced([{ field: 'eventCategory', equals: ['Data'] }]) }),
    'broken',
    'does not record management events that only read',
  ],
  ...(['ReadOnly', 'WriteOnly'] as const).map(
    (readWriteType): Case => [
      `a basic selector ${readWriteType}`,
      trailWith({
        selectors: seen({
          basic: [{ includesManagementEvents: true, readWriteType, excludedSources: [] }],
          advanced: [],
        }),
      }),
      readWriteType === 'ReadOnly' ? 'ok' : 'broken',
      'read',
    ],
  ),
  [
    'a trail of one account in an organization',
    trailWith({ isOrganizationTrail: false }),
    'unknown',
    'records this account only',
  ],
];

const FILES: readonly Case[] = [
  ['no trail path', { trailPath: seen(undefined) }, 'ok', 'The hub reads no trail files'],
  ['a hidden trail path', { trailPath: denied('lambda:X') }, 'unknown', 'AWS denied lambda:X'],
  ['no bucket', pathWith({ bucketRegion: seen(undefined) }), 'broken', 'There is no S3 bucket'],
  [
    'a bucket in another region',
    pathWith({ bucketRegion: seen('us-west-2') }),
    'broken',
    'is in us-west-2, but the trail reader looks for it in eu-central-1',
  ],
  [
    'a bucket that cannot be listed',
    pathWith({ newestFile: denied('s3:ListBucket') }),
    'unknown',
    'AWS denied s3:ListBucket',
  ],
  [
    'a prefix that matches nothing',
    pathWith({ prefix: 'logs', newestFile: seen(undefined) }),
    'broken',
    'has no trail file below logs/AWSLogs/',
  ],
  [
    'a file that is no trail file',
    pathWith({ newestFile: fileWith({ isGzip: seen(false) }) }),
    'broken',
    'is no gzip file',
  ],
  [
    'a key that does not decrypt',
    pathWith({ newestFile: fileWith({ isGzip: denied('kms:Decrypt') }) }),
    'unknown',
    'AWS denied kms:Decrypt',
  ],
  [
    'an old file',
    pathWith({ newestFile: fileWith({ writtenAt: new Date(HEALTHY.at.getTime() - 2 * DAY_MS) }) }),
    'unknown',
    'is 48 h old',
  ],
  [
    'a topic that nothing feeds',
    pathWith({ topicArn: 'arn:aws:sns:eu-central-1:111122223333:other' }),
    'broken',
    'Neither a trail nor the S3 bucket',
  ],
  [
    'a topic that the trail feeds',
    pathWith({ bucketEvents: denied('s3:GetBucketNotification') }),
    'ok',
    ':trail-files announces files',
  ],
  [
    'a topic that the bucket feeds',
    pathWith({
      topicArn: 'arn:aws:sns:eu-central-1:111122223333:other',
      bucketEvents: seen({
        hasEventBridge: false,
        topics: ['arn:aws:sns:eu-central-1:111122223333:other'],
      }),
    }),
    'ok',
    ':other announces files',
  ],
  [
    'a bucket without EventBridge',
    pathWith({ topicArn: undefined }),
    'broken',
    'does not send its events to EventBridge',
  ],
  [
    'a bucket with EventBridge',
    pathWith({
      topicArn: undefined,
      bucketEvents: seen({ hasEventBridge: true, topics: [] }),
    }),
    'ok',
    'EventBridge announces files',
  ],
  [
    'a bucket whose EventBridge is in another region',
    pathWith({
      topicArn: undefined,
      region: 'us-west-2',
      bucketRegion: seen('us-west-2'),
      bucketEvents: seen({ hasEventBridge: true, topics: [] }),
    }),
    'broken',
    'its events do not reach EventBridge in eu-central-1',
  ],
  [
    'hidden notifications of a bucket',
    pathWith({ topicArn: undefined, bucketEvents: denied('s3:GetBucketNotification') }),
    'unknown',
    'AWS denied s3:GetBucketNotification',
  ],
  [
    'a trail that cannot write files',
    trailWith({ status: seen({ isLogging: true, deliveryError: 'AccessDenied' }) }),
    'broken',
    'could not write its latest file to example-org-trail: AccessDenied.',
  ],
  [
    'a trail that cannot announce files',
    trailWith({ status: seen({ isLogging: true, notificationError: 'AuthorizationError' }) }),
    'broken',
    'could not announce its latest file: AuthorizationError.',
  ],
  [
    'a disabled event source',
    readerWith({ mapping: seen({ id: 'u-1', state: 'Disabled' }) }),
    'broken',
    'The event source of the trail reader is Disabled',
  ],
  [
    'a deleted event source',
    readerWith({ mapping: seen(undefined) }),
    'broken',
    'is no longer the event source',
  ],
  [
    'a deleted subscription',
    readerWith({ subscription: seen('deleted') }),
    'broken',
    ':trail-files is gone',
  ],
  [
    'a trail reader that S3 denies its files',
    readerWith({ denied: seen(3) }),
    'broken',
    'S3 denied 3 attempts of the trail reader to read a file.',
  ],
  [
    'an unconfirmed subscription',
    readerWith({ subscription: seen('pending') }),
    'broken',
    ':trail-files is not confirmed',
  ],
];

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

const GROUPS: readonly (readonly [CheckId, readonly Case[]])[] = [
  ['trail', TRAIL],
  ['trail-files', FILES],
  ['regions', REGIONS],
  ['rules', RULES],
  ['forwarders', FORWARDERS],
  ['permissions', PERMISSIONS],
  ['stack-sets', STACK_SETS],
  ['control-policies', CONTROL_POLICIES],
  ['quotas', QUOTAS],
];

describe.each(GROUPS)('the check %s', (id, cases) => {
  it.each(cases)('judges it: %s', (_what, patch, result, says) => {
    const checks = examine({ ...HEALTHY, ...patch });

    expect(checks.find((check) => check.id === id)).toMatchObject({ result });
    expect(found(checks, id)).toContain(says);
    expect(checks.every(({ result: own, fix }) => own === 'ok' || fix.length > 0)).toBe(true);
    // A rule whose targets are hidden hides whether they may be invoked, too.
    const others = checks.filter((check) => check.id !== id && check.id !== 'permissions');
    expect(others.filter((check) => check.result !== 'ok')).toEqual([]);
  });
});

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

function found(checks: readonly Check[], id: CheckId): string {
  return checks.find((check) => check.id === id)?.found.join(' ') ?? '';
}

function trailWith(patch: Partial<TrailFacts>): Partial<Facts> {
  return { trails: seen([{ ...HEALTHY_TRAIL, ...patch }]) };
}

function advanced(...selectors: FieldCondition[][]): TrailFacts['selectors'] {
  return seen({ basic: [], advanced: selectors });
}

function pathWith(patch: Partial<TrailPathFacts>): Partial<Facts> {
  return { trailPath: seen({ ...HEALTHY_PATH, ...patch }) };
}

function readerWith(patch: Partial<TrailPathFacts['reader']>): Partial<Facts> {
  const { reader } = HEALTHY_PATH;
  return reader === undefined ? {} : pathWith({ reader: { ...reader, ...patch } });
}

function fileWith(patch: object): TrailPathFacts['newestFile'] {
  const { newestFile } = HEALTHY_PATH;
  return newestFile.kind === 'seen' && newestFile.value
    ? seen({ ...newestFile.value, ...patch })
    : newestFile;
}

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
