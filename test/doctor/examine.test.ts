import { execFileSync } from 'node:child_process';
import { type Check, type CheckId, type CheckResult, worstOf } from '../../src/doctor/check';
import { examine } from '../../src/doctor/examine';
import type { Facts } from '../../src/doctor/facts';
import { seen } from '../../src/doctor/look';
import {
  busPolicy,
  denied,
  FORWARDER_RULE,
  HEALTHY,
  HEALTHY_RULE,
  HEALTHY_TRAIL,
  HUB_REGION,
  TOPICS,
} from './healthy-facts';

const UNSEEN_STACK = {
  kind: 'failed',
  permission: 'cloudformation:DescribeStacks',
  reason: 'there is no stack RegionSweep',
} as const;

const { operators, findings, archive } = TOPICS;
const noneFrom = (region: string) =>
  seen(new Map([...countsOf(HEALTHY)].filter(([name]) => name !== region)));
const testCall = (wasCounted: boolean) => ({
  operation: 'DescribeInstances',
  region: 'us-east-1',
  madeAt: new Date('2026-03-14T12:00:00Z'),
  waitedSeconds: 1200,
  wasCounted: seen(wasCounted),
});

/** What differs from a healthy deployment, the one check that notices, and what it says. */
const CASES: readonly [
  what: string,
  patch: Partial<Facts>,
  id: CheckId,
  CheckResult,
  says: string,
][] = [
  [
    'no stack',
    { stack: seen(undefined) },
    'stack',
    'broken',
    'There is no stack RegionSweep in eu-central-1. doctor checks only what a deployment there needs.',
  ],
  [
    'a failed update',
    { stack: stackWith({ status: 'UPDATE_ROLLBACK_COMPLETE' }) },
    'stack',
    'broken',
    'UPDATE_ROLLBACK_COMPLETE',
  ],
  [
    'a stack that is being updated',
    { stack: stackWith({ status: 'UPDATE_IN_PROGRESS' }) },
    'stack',
    'unknown',
    'The stack is UPDATE_IN_PROGRESS: CloudFormation is still deploying it.',
  ],
  [
    'a first deployment under way',
    { stack: stackWith({ status: 'CREATE_IN_PROGRESS', outputs: new Map() }) },
    'stack',
    'unknown',
    'The stack is CREATE_IN_PROGRESS',
  ],
  ...[
    'REVIEW_IN_PROGRESS',
    'ROLLBACK_COMPLETE',
    'ROLLBACK_IN_PROGRESS',
    'DELETE_FAILED',
    'DELETE_IN_PROGRESS',
  ].map((status): (typeof CASES)[number] => [
    `a stack in ${status}`,
    { stack: stackWith({ status }) },
    'stack',
    'broken',
    `The stack is ${status}`,
  ]),
  [
    'a stack of something else',
    { stack: stackWith({ outputs: new Map() }) },
    'stack',
    'broken',
    'no output TopicArn',
  ],
  [
    'no permission for the stack',
    { stack: denied('cloudformation:DescribeStacks') },
    'stack',
    'unknown',
    'AWS denied cloudformation:DescribeStacks',
  ],
  [
    'a rule in the usual state',
    { rules: seen([{ ...HEALTHY_RULE, state: 'ENABLED' }]) },
    'rules',
    'broken',
    'is ENABLED, and must be ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
  ],
  [
    'a rule for watched calls that only read, in the usual state',
    { rules: seen([{ ...HEALTHY_RULE, state: 'ENABLED', pattern: watched('GetPasswordData') }]) },
    'rules',
    'broken',
    'is ENABLED, and must be ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
  ],
  [
    'a disabled rule for watched calls that change something',
    { rules: seen([{ ...HEALTHY_RULE, state: 'DISABLED', pattern: watched('RunInstances') }]) },
    'rules',
    'broken',
    'is DISABLED, and must be ENABLED.',
  ],
  [
    'a disabled schedule',
    { rules: seen([{ name: 'Schedule', bus: 'default', region: HUB_REGION, state: 'DISABLED' }]) },
    'rules',
    'broken',
    'is DISABLED, and must be ENABLED',
  ],
  [
    'a deleted rule',
    { rules: seen([{ name: 'HubRule', bus: 'regionsweep', region: HUB_REGION }]) },
    'rules',
    'broken',
    'The rule HubRule on the bus regionsweep in eu-central-1 was deleted.',
  ],
  ['a stack without rules', { rules: seen([]) }, 'rules', 'broken', 'The stack has no rule.'],
  [
    'a region without forwarder',
    { forwarders: [{ region: 'us-east-1', rules: seen(undefined) }] },
    'forwarders',
    'broken',
    'us-east-1 has no forwarder.',
  ],
  [
    'a disabled forwarder',
    {
      forwarders: [
        {
          region: 'us-east-1',
          rules: seen([{ ...FORWARDER_RULE, state: 'DISABLED' }]),
        },
      ],
    },
    'forwarders',
    'broken',
    'in us-east-1 is DISABLED',
  ],
  [
    'a region that cannot be seen',
    { forwarders: [{ region: 'us-east-1', rules: denied('events:ListRules') }] },
    'forwarders',
    'unknown',
    'AWS denied events:ListRules',
  ],
  [
    'a bus without the policy of the stack',
    { busPolicy: seen(undefined) },
    'bus-policy',
    'broken',
    'The policy of the hub bus has 0 statements, but the stack added 1.',
  ],
  [
    'a bus that rejects a rule',
    { busPolicy: seen(busPolicy('o-a1b2c3d4e5', ['aws.ec2'])) },
    'bus-policy',
    'broken',
    'does not admit events of aws.servicequotas',
  ],
  [
    'another organization',
    { organizationId: seen('o-other12345') },
    'organization',
    'broken',
    'The hub admits the organization o-a1b2c3d4e5, but this account is in o-other12345.',
  ],
  [
    'no organization any more',
    { organizationId: seen(undefined) },
    'organization',
    'broken',
    'but this account is in no organization',
  ],
  ['no trail', { trails: seen([]) }, 'trail', 'broken', 'There is no trail.'],
  [
    'a stopped trail',
    { trails: seen([{ ...HEALTHY_TRAIL, status: seen({ isLogging: false }) }]) },
    'trail',
    'broken',
    'does not log',
  ],
  [
    'a trail of writes',
    { trails: seen([{ ...HEALTHY_TRAIL, selectors: seen({ basic: [], advanced: [] }) }]) },
    'trail',
    'broken',
    'does not record management events that only read',
  ],
  [
    'a trail of one region',
    { trails: seen([{ ...HEALTHY_TRAIL, isMultiRegion: false }]) },
    'trail',
    'broken',
    'covers one region only',
  ],
  [
    'a trail with hidden selectors',
    { trails: seen([{ ...HEALTHY_TRAIL, selectors: denied('cloudtrail:GetEventSelectors') }]) },
    'trail',
    'unknown',
    'AWS denied cloudtrail:GetEventSelectors',
  ],
  [
    'an outdated stack instance',
    {
      stackSets: [
        {
          name: 'Forwarders',
          instances: seen([
            {
              account: '444455556666',
              region: 'us-east-1',
              status: 'OUTDATED',
              isFailed: true,
              reason: 'AccessDenied',
            },
          ]),
        },
      ],
    },
    'stack-sets',
    'broken',
    'The forwarder of account 444455556666 in us-east-1 is OUTDATED: AccessDenied.',
  ],
  [
    'a StackSet without instances',
    { stackSets: [{ name: 'Forwarders', instances: seen([]) }] },
    'stack-sets',
    'unknown',
    'The StackSet Forwarders has no stack instance',
  ],
  [
    'an unconfirmed address',
    {
      topics: [
        findings,
        archive,
        { ...operators, subscriptions: seen([{ arn: 'PendingConfirmation', protocol: 'email' }]) },
      ],
    },
    'subscriptions',
    'broken',
    'A subscription (email) of OperatorsTopicArn is not confirmed.',
  ],
  [
    'a deleted subscription',
    { topics: [findings, operators, { ...archive, subscriptions: seen([]) }] },
    'subscriptions',
    'broken',
    'The subscription 1 of ArchiveTopicArn was deleted.',
  ],
  [
    'nobody who gets alerts',
    {
      topics: [
        { ...findings, expected: [], subscriptions: seen([{ arn: 'x', protocol: 'lambda' }]) },
        archive,
        operators,
      ],
    },
    'subscriptions',
    'broken',
    'Nobody gets alerts',
  ],
  [
    'an alarm',
    {
      alarms: seen([
        {
          name: 'Silence',
          state: 'ALARM',
          description: 'RegionSweep: silent.',
          hasActionsEnabled: true,
        },
      ]),
    },
    'alarms',
    'broken',
    'Silence is in ALARM: RegionSweep: silent.',
  ],
  [
    'a muted alarm',
    { alarms: seen([{ name: 'Silence', state: 'OK', description: '', hasActionsEnabled: false }]) },
    'alarms',
    'broken',
    'The actions of Silence are disabled.',
  ],
  [
    'a dead letter',
    {
      deadLetters: [
        { output: 'UnhandledUrl', url: 'https://sqs/u', region: HUB_REGION, messages: seen(1) },
      ],
    },
    'dead-letters',
    'broken',
    'holds 1 message.',
  ],
  [
    'a silent region',
    { calls: noneFrom('us-east-1') },
    'arrival',
    'broken',
    'no call from us-east-1, although the heartbeat',
  ],
  [
    'a silent region without heartbeat',
    { calls: noneFrom('us-east-1'), hasHeartbeat: seen(false) },
    'arrival',
    'unknown',
    'without a heartbeat',
  ],
  [
    'a silent region of a new stack',
    {
      calls: noneFrom('us-east-1'),
      stack: stackWith({ createdAt: new Date('2026-03-14T11:30:00Z') }),
    },
    'arrival',
    'unknown',
    'the stack is younger than 3 h',
  ],
  [
    'a test call that was counted',
    { testCalls: [testCall(true)] },
    'test-calls',
    'ok',
    'counted DescribeInstances from us-east-1 within 20 min',
  ],
  [
    'a test call that was lost',
    { testCalls: [testCall(false)] },
    'test-calls',
    'broken',
    'did not count DescribeInstances from us-east-1 within 20 min',
  ],
  [
    'no region for a test call',
    { testCalls: [] },
    'test-calls',
    'unknown',
    'doctor made no test call',
  ],
];

function watched(eventName: string): string {
  return JSON.stringify({ source: ['aws.ec2'], detail: { eventName: [eventName] } });
}

describe('examine', () => {
  it('finds a healthy deployment ok', () => {
    expect(examine(HEALTHY).filter(({ result }) => result !== 'ok')).toEqual([]);
  });

  it('says that hops work, if calls have only that path', () => {
    const checks = examine({ ...HEALTHY, trailPath: seen(undefined) });

    expect(found(checks, 'arrival')).toContain('by way of the hub bus');
    expect(found(examine(HEALTHY), 'arrival')).toContain('as an event or in a trail file');
  });

  it.each(CASES)('notices it: %s', (_what, patch, id, result, says) => {
    const checks = examine({ ...HEALTHY, ...patch });

    expect(checks.find((check) => check.id === id)).toMatchObject({ result });
    expect(found(checks, id)).toContain(says);
    expect(checks.filter((check) => check.id !== id && check.result !== 'ok')).toEqual([]);
    expect(checks.every(({ result: own, fix }) => own === 'ok' || fix.length > 0)).toBe(true);
  });

  it('gives a command with the pattern as one word, whatever somebody wrote into it', () => {
    const pattern = `{"source":["aws.ec2"],"detail":{"eventName":["DescribeInstances"],"x":["'; echo broken out; '","$(id)\`id\`"]}}`;
    const checks = examine({
      ...HEALTHY,
      rules: seen([{ ...HEALTHY_RULE, state: 'DISABLED', pattern }]),
    });
    const [fix = ''] = checks.find(({ id }) => id === 'rules')?.fix ?? [];

    const word = fix.slice(fix.indexOf('--event-pattern ') + '--event-pattern '.length);
    expect(execFileSync('sh', ['-c', `printf '<%s>' ${word}`], { encoding: 'utf8' })).toBe(
      `<${pattern}>`,
    );
  });

  it('is content with one trail that is good enough, whatever the others are like', () => {
    const other = { ...HEALTHY_TRAIL, status: denied('cloudtrail:GetTrailStatus') };
    const checks = examine({ ...HEALTHY, trails: seen([other, HEALTHY_TRAIL]) });

    expect(worstOf(checks)).toBe('ok');
  });

  it('is content with a rule for watched calls in the usual state, which change something', () => {
    const pattern = watched('RunInstances');
    const rules = seen([{ ...HEALTHY_RULE, state: 'ENABLED', pattern }]);

    expect(examine({ ...HEALTHY, rules })).toContainEqual(
      expect.objectContaining({ id: 'rules', result: 'ok' }),
    );
  });

  it('takes nothing for ok that it has not seen', () => {
    const unseen = examine({
      ...HEALTHY,
      stack: denied('cloudformation:DescribeStacks'),
      ...Object.fromEntries(
        (
          [
            'parts',
            'monitoredRegions',
            'rules',
            'alarms',
            'calls',
            'hasHeartbeat',
            'busPolicy',
            'trails',
            'trailPath',
            'isDelegatedAdministrator',
            'enabledRegions',
            'controlPolicies',
          ] as const
        ).map((name) => [name, UNSEEN_STACK]),
      ),
      forwarders: [],
      quotas: HEALTHY.quotas.map((quota) => ({ ...quota, used: UNSEEN_STACK })),
      stackSets: [],
      topics: [],
      deadLetters: [],
    });

    expect(unseen.filter(({ result }) => result === 'ok')).toEqual([]);
  });

  it('does not need to know the organization if none is configured', () => {
    const checks = examine({
      ...HEALTHY,
      busPolicy: seen(undefined),
      policyStatements: seen(0),
      organizationId: denied('organizations:DescribeOrganization'),
    });

    expect(worstOf(checks)).toBe('ok');
  });
});

function found(checks: readonly Check[], id: CheckId): string {
  return checks.find((check) => check.id === id)?.found.join(' ') ?? '';
}

function countsOf({ calls }: Facts): ReadonlyMap<string, number> {
  return calls.kind === 'seen' ? calls.value : new Map();
}

/** The stack of a healthy deployment with other members. */
function stackWith(members: object): Facts['stack'] {
  const { stack } = HEALTHY;
  return stack.kind === 'seen' && stack.value ? seen({ ...stack.value, ...members }) : stack;
}
