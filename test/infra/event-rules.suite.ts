import { Match, type Template } from 'aws-cdk-lib/assertions';
import { eventPatternOf } from '../../src/detection/rules/event-pattern';
import { matchUnder, RULES, ruleById } from '../../src/detection/rules/rule-catalog';
import { watchedCategories } from '../../src/detection/watched/watch-catalog';
import { forwardedWatchRules, watchRules } from '../../src/detection/watched/watch-patterns';
import { plainText } from './alarm-template';
import {
  detectorOf,
  type FoundResource,
  HOME_REGION,
  hubTemplate,
  resourcesOf,
  standAloneForwarder,
} from './synthesize';

const RULE = 'AWS::Events::Rule';
const PATTERNS = RULES.map(({ match }) => eventPatternOf(match));
const WATCHED = watchedCategories('default');

/** Sources of the rules for operators. */
const OPERATOR_SOURCES = ['aws.cloudwatch', 'aws.cloudtrail', 'aws.events'];

describe('EventBridge rules', () => {
  const hub = hubTemplate();
  const forwarder = standAloneForwarder();

  it.each<[string, Template, (rule: FoundResource) => boolean]>([
    ['on the bus of the hub', hub, ({ properties }) => properties.EventBusName !== undefined],
    ['on the default bus of its region', hub, isOnDefaultBus],
    ['of a forwarder', forwarder, isOnDefaultBus],
  ])(
    '%s have the patterns of the catalogue, besides those for operators',
    (_, template, isMeant) => {
      const patterns = callRules(template)
        .filter(isMeant)
        .map(({ properties }) => properties.EventPattern);

      expect(patterns).toEqual(PATTERNS);
    },
  );

  it.each([
    ['hub', hub],
    ['forwarder', forwarder],
  ])(
    'of the %s see read-only management events if they are for calls, and only then',
    (_, template) => {
      expect(callRules(template).length).toBeGreaterThan(0);
      for (const { properties } of callRules(template)) {
        expect(properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
      }
      expect(operatorRules(template).length).toBeGreaterThan(0);
      for (const { properties } of operatorRules(template)) {
        expect(properties.State).toBe('ENABLED');
      }
    },
  );

  it.each<[string, Template, (rule: FoundResource) => boolean, typeof watchRules]>([
    ['on the bus of the hub', hub, (rule) => !isOnDefaultBus(rule), watchRules],
    ['on the default bus of its region', hub, isOnDefaultBus, watchRules],
    ['of a forwarder', forwarder, isOnDefaultBus, forwardedWatchRules],
  ])(
    '%s deliver the watched calls, each in the state it needs',
    (_, template, isMeant, rulesOf) => {
      const found = watchRulesIn(template)
        .filter(isMeant)
        .map(({ properties }) => [properties.State, properties.EventPattern]);

      expect(found).toEqual(
        rulesOf(WATCHED).map(({ seesReadOnlyEvents, pattern }) => [
          seesReadOnlyEvents ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
          pattern,
        ]),
      );
    },
  );

  it.each<[string, (context: Readonly<Record<string, unknown>>) => Template]>([
    ['hub', hubTemplate],
    ['forwarder', standAloneForwarder],
  ])('of the %s deliver the watched calls that the setting lists', (_, synthesize) => {
    const count = (watch: unknown): number => watchRulesIn(synthesize({ watch })).length;
    const buses = synthesize === hubTemplate ? 2 : 1;

    expect(count('none')).toBe(0);
    expect(count('mail,reads')).toBe(2 * buses);
  });

  it('leave schedules in the plain state, in which alone schedules run', () => {
    hub.hasResourceProperties(RULE, {
      ScheduleExpression: Match.anyValue(),
      State: 'ENABLED',
    });
  });

  it.each<[string, (context: Readonly<Record<string, unknown>>) => Template]>([
    ['hub', hubTemplate],
    ['forwarder', standAloneForwarder],
  ])('of the %s look for the quotas that the settings list', (_, synthesize) => {
    const settings = { quotas: ['L-34B43A08'], awsDefaultQuota: false };
    const patterns = eventRules(synthesize({ rules: { 'get-service-quota': settings } })).map(
      ({ properties }) => properties.EventPattern,
    );

    expect(patterns).toContainEqual(
      eventPatternOf(matchUnder(ruleById('get-service-quota'), settings)),
    );
    expect(patterns).not.toContainEqual(eventPatternOf(ruleById('get-service-quota').match));
  });

  it('have patterns that fit into the 2,048 characters there are', () => {
    for (const { properties } of [...eventRules(hub), ...eventRules(forwarder)]) {
      expect(JSON.stringify(properties.EventPattern).length).toBeLessThan(2048);
    }
  });

  it('lead calls straight to the detector, with every try there is', () => {
    expect(callRules(hub)).toHaveLength(2 * RULES.length);
    for (const { properties } of [...callRules(hub), ...watchRulesIn(hub)]) {
      expect(properties.Targets).toEqual([
        expect.objectContaining({
          Arn: { 'Fn::GetAtt': [detectorOf(hub)?.id, 'Arn'] },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ]);
    }
  });

  it('lead from a forwarder to the bus of the hub and nowhere else: a third hop would be dropped', () => {
    for (const { properties } of eventRules(forwarder)) {
      expect(properties.Targets).toHaveLength(1);
      expect(properties.Targets[0].Arn).toEqual({ Ref: 'HubBusArn' });
    }
  });

  it('give a target bus no retry policy and no transformation, which it would refuse', () => {
    for (const { properties } of eventRules(forwarder)) {
      expect(Object.keys(properties.Targets[0]).sort()).toEqual([
        'Arn',
        'DeadLetterConfig',
        'Id',
        'RoleArn',
      ]);
    }
  });

  it('each have a dead-letter queue that takes messages of theirs', () => {
    for (const template of [hub, forwarder]) {
      for (const { properties } of eventRules(template)) {
        const [queueId] = properties.Targets[0].DeadLetterConfig.Arn['Fn::GetAtt'];

        template.hasResourceProperties('AWS::SQS::QueuePolicy', {
          Queues: [{ Ref: queueId }],
          PolicyDocument: Match.objectLike({
            Statement: Match.arrayWith([
              Match.objectLike({
                Effect: 'Allow',
                Action: 'sqs:SendMessage',
                Principal: { Service: 'events.amazonaws.com' },
                Condition: { ArnLike: { 'aws:SourceArn': Match.anyValue() } },
              }),
            ]),
          }),
        });
      }
    }
  });

  it('may invoke the functions, by the names of our rules in this account and region only', () => {
    const arn = (name: string) => ({
      'Fn::Join': [
        '',
        [`arn:aws:events:${HOME_REGION}:`, { Ref: 'AWS::AccountId' }, `:rule/${name}`],
      ],
    });
    const permissions = resourcesOf(hub, 'AWS::Lambda::Permission').filter(
      ({ properties }) => properties.Principal === 'events.amazonaws.com',
    );

    expect(permissions.map(({ properties }) => properties.SourceArn)).toEqual([
      // The heartbeat, the detector and the follow-up.
      arn('RegionSweep-*'),
      arn('RegionSweep-*'),
      arn('regionsweep/*'),
      arn('RegionSweep-*'),
      arn('regionsweep/*'),
    ]);
    for (const { properties } of permissions) {
      expect(properties.Action).toBe('lambda:InvokeFunction');
    }
  });

  it('do not exist for a rule that is disabled, in hub and forwarder alike', () => {
    const context = { rules: { 'describe-instances': { enabled: false } }, watch: 'none' };

    for (const template of [hubTemplate(context), standAloneForwarder(context)]) {
      const sources = eventRules(template).map(({ properties }) => properties.EventPattern.source);
      expect(new Set(sources.flat())).toEqual(new Set(['aws.servicequotas', ...OPERATOR_SOURCES]));
    }
  });

  it('forward an alarm of a forwarder, and hand it to operators at the hub', () => {
    const [alarm] = resourcesOf(forwarder, 'AWS::CloudWatch::Alarm');

    expect(eventRules(forwarder).map(({ properties }) => properties.EventPattern)).toContainEqual({
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: { state: { value: ['ALARM'] } },
      resources: [{ 'Fn::GetAtt': [alarm?.id, 'Arn'] }],
    });
    const rule = operatorRules(hub).find(({ id }) => id.startsWith('ForwardedAlarms'));
    expect(rule?.properties.EventPattern).toMatchObject({
      source: ['aws.cloudwatch'],
      detail: { configuration: { description: [{ prefix: 'RegionSweep: ' }] } },
    });
    expect(plainText(alarm?.properties.AlarmDescription)).toMatch(/^RegionSweep: /);
  });

  it('hand what is for operators to the follow-up function, which bounds it', () => {
    const followUp = resourcesOf(hub, 'AWS::Lambda::Function').find(({ id }) =>
      id.startsWith('FollowUp'),
    );

    expect(operatorRules(hub).map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      'TamperingHubRule',
      'TamperingHomeRule',
      'ForwardedAlarmsRule',
    ]);
    for (const { properties } of operatorRules(hub)) {
      expect(properties.Targets).toEqual([
        expect.objectContaining({ Arn: { 'Fn::GetAtt': [followUp?.id, 'Arn'] } }),
      ]);
    }
  });

  it('watch the rules of a forwarder by their names, and those that a template cannot refer to by their logical ID', () => {
    const tampering = operatorRules(forwarder).find(({ id }) => id.includes('Tampering'));
    const others = callRules(forwarder);
    const [, byName, byRule] = tampering?.properties.EventPattern.detail.$or ?? [];

    const names = [
      ...others.map(({ id }) => ({ Ref: id })),
      { wildcard: '*-ForwarderAlarmForwarding*' },
      { wildcard: '*-ForwarderWatch*' },
      { wildcard: '*-ForwarderTampering*' },
    ];
    expect(byName.requestParameters).toEqual({ name: names });
    expect(byRule.requestParameters).toEqual({ rule: names });
    expect(tampering?.id).toMatch(/^ForwarderTampering/);
  });
});

/** Rules with a pattern, without schedules. */
function eventRules(template: Template): FoundResource[] {
  return resourcesOf(template, RULE).filter(
    ({ properties }) => properties.EventPattern !== undefined,
  );
}

/** Rules that let calls of the catalogue through. */
function callRules(template: Template): FoundResource[] {
  return eventRules(template).filter((rule) => !isForOperators(rule) && !isForWatchedCalls(rule));
}

/** Rules that let watched calls through. */
function watchRulesIn(template: Template): FoundResource[] {
  return eventRules(template).filter(isForWatchedCalls);
}

function isForWatchedCalls({ id }: FoundResource): boolean {
  return /^(?:Hub|Home|Forwarder)Watch/.test(id);
}

/** Rules for what operators must know. */
function operatorRules(template: Template): FoundResource[] {
  return eventRules(template).filter(isForOperators);
}

function isForOperators(rule: FoundResource): boolean {
  const [source] = rule.properties.EventPattern.source;
  return OPERATOR_SOURCES.includes(source) && !isForWatchedCalls(rule);
}

function isOnDefaultBus({ properties }: FoundResource): boolean {
  return properties.EventBusName === undefined;
}
