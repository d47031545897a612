import { Match, type Template } from 'aws-cdk-lib/assertions';
import { eventPatternOf } from '../../src/detection/rules/event-pattern';
import { RULES } from '../../src/detection/rules/rule-catalog';
import {
  arnOf,
  type FoundResource,
  hubTemplate,
  resourcesOf,
  standAloneForwarder,
} from './synthesize';

const RULE = 'AWS::Events::Rule';
const PATTERNS = RULES.map(({ match }) => eventPatternOf(match));

/** Sources of the rules for operators. */
const OPERATOR_SOURCES = ['aws.cloudwatch', 'aws.cloudtrail', 'aws.events'];

describe('EventBridge rules', () => {
  const hub = hubTemplate();
  const queued = hubTemplate({ ingestion: 'queue' });
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
    ['hub with a queue', queued],
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

  it('leave the schedule of the heartbeat in the plain state, in which alone schedules run', () => {
    hub.hasResourceProperties(RULE, {
      ScheduleExpression: Match.anyValue(),
      State: 'ENABLED',
    });
  });

  it('have patterns that fit into the 2,048 characters there are', () => {
    for (const { properties } of [...eventRules(hub), ...eventRules(forwarder)]) {
      expect(JSON.stringify(properties.EventPattern).length).toBeLessThan(2048);
    }
  });

  it('lead calls straight to the detector, or to its queue, with every try there is', () => {
    const [detector] = resourcesOf(hub, 'AWS::Lambda::Function');
    const queue = resourcesOf(queued, 'AWS::SQS::Queue').find(({ id }) => id.startsWith('Calls'));

    for (const [template, target] of [
      [hub, detector],
      [queued, queue],
    ] as const) {
      expect(callRules(template)).toHaveLength(2 * RULES.length);
      for (const { properties } of callRules(template)) {
        expect(properties.Targets).toEqual([
          expect.objectContaining({
            Arn: { 'Fn::GetAtt': [target?.id, 'Arn'] },
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          }),
        ]);
      }
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
    for (const template of [hub, queued, forwarder]) {
      for (const { id, properties } of eventRules(template)) {
        const [queueId] = properties.Targets[0].DeadLetterConfig.Arn['Fn::GetAtt'];

        template.hasResourceProperties('AWS::SQS::QueuePolicy', {
          Queues: [{ Ref: queueId }],
          PolicyDocument: Match.objectLike({
            Statement: Match.arrayWith([
              Match.objectLike({
                Effect: 'Allow',
                Action: 'sqs:SendMessage',
                Principal: { Service: 'events.amazonaws.com' },
                Condition: isNoticeRule(id)
                  ? { ArnLike: { 'aws:SourceArn': Match.anyValue() } }
                  : { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
              }),
            ]),
          }),
        });
      }
    }
  });

  it('may each invoke the detector, by their own ARN only', () => {
    for (const rule of callRules(hub)) {
      hub.hasResourceProperties('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: arnOf(rule),
      });
    }
  });

  it('do not exist for a rule that is disabled, in hub and forwarder alike', () => {
    const context = { rules: { 'describe-instances': { enabled: false } } };

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
    expect(alarm?.properties.AlarmDescription).toMatch(/^RegionSweep: /);
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

  it('for operators exist after the permissions that they need, which name only rules of this stack', () => {
    const permissions = resourcesOf(hub, 'AWS::Lambda::Permission').filter(({ id }) =>
      id.startsWith('TamperingPermission'),
    );
    const [policy] = resourcesOf(hub, 'AWS::SQS::QueuePolicy').filter(({ id }) =>
      id.startsWith('Undelivered'),
    );
    const arns = permissions.map(({ properties }) => JSON.stringify(properties.SourceArn));

    expect(arns).toEqual([
      expect.stringContaining('/RegionSweep-*"'),
      expect.stringContaining(':rule/RegionSweep-*"'),
    ]);
    for (const { id } of operatorRules(hub)) {
      expect(hub.toJSON()['Resources'][id].DependsOn.sort()).toEqual(
        [...permissions.map((permission) => permission.id), policy?.id].sort(),
      );
    }
  });

  it('watch the rules of a forwarder by their names, and their own rule by its logical ID', () => {
    const tampering = operatorRules(forwarder).find(({ id }) => id.includes('Tampering'));
    const others = eventRules(forwarder).filter(({ id }) => id !== tampering?.id);
    const [, byName, byRule] = tampering?.properties.EventPattern.detail.$or ?? [];

    const names = [...others.map(({ id }) => ({ Ref: id })), { wildcard: '*-ForwarderTampering*' }];
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

/** Rules that let calls through. */
function callRules(template: Template): FoundResource[] {
  return eventRules(template).filter((rule) => !isForOperators(rule));
}

/** Rules for what operators must know. */
function operatorRules(template: Template): FoundResource[] {
  return eventRules(template).filter(isForOperators);
}

function isForOperators({ properties }: FoundResource): boolean {
  return OPERATOR_SOURCES.includes(properties.EventPattern.source[0]);
}

/** Whether a rule of the hub sends notices to the follow-up. */
function isNoticeRule(id: string): boolean {
  return id.startsWith('ForwardedAlarms') || id.startsWith('Tampering');
}

function isOnDefaultBus({ properties }: FoundResource): boolean {
  return properties.EventBusName === undefined;
}
