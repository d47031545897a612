import { Match, type Template } from 'aws-cdk-lib/assertions';
import { eventPatternOf } from '../../src/detection/rules/event-pattern';
import { matchUnder, RULES, ruleById } from '../../src/detection/rules/rule-catalog';
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
const ALARM_PATTERN = expect.objectContaining({ source: ['aws.cloudwatch'] });

describe('EventBridge rules', () => {
  const hub = hubTemplate();
  const queued = hubTemplate({ ingestion: 'queue' });
  const forwarder = standAloneForwarder();

  it.each<[string, Template, (rule: FoundResource) => boolean]>([
    ['on the bus of the hub', hub, ({ properties }) => properties.EventBusName !== undefined],
    ['on the default bus of its region', hub, isOnDefaultBus],
    ['of a forwarder', forwarder, isOnDefaultBus],
  ])(
    '%s have the patterns of the catalogue, besides that of the alarms',
    (_, template, isMeant) => {
      const patterns = eventRules(template)
        .filter(isMeant)
        .map(({ properties }) => properties.EventPattern)
        .filter(({ source }) => source[0] !== 'aws.cloudwatch');

      expect(patterns).toEqual(PATTERNS);
    },
  );

  it.each([
    ['hub', hub],
    ['hub with a queue', queued],
    ['forwarder', forwarder],
  ])('of the %s see read-only management events, all of them', (_, template) => {
    expect(eventRules(template).length).toBeGreaterThan(RULES.length);
    for (const { properties } of eventRules(template)) {
      expect(properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    }
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

  it('lead calls straight to the detector, or to its queue, with every try there is', () => {
    const detector = detectorOf(hub);
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
      arn('RegionSweep-*'),
      arn('RegionSweep-*'),
      arn('regionsweep/*'),
    ]);
    for (const { properties } of permissions) {
      expect(properties.Action).toBe('lambda:InvokeFunction');
    }
  });

  it('do not exist for a rule that is disabled, in hub and forwarder alike', () => {
    const context = { rules: { 'describe-instances': { enabled: false } } };

    for (const template of [hubTemplate(context), standAloneForwarder(context)]) {
      const sources = eventRules(template).map(({ properties }) => properties.EventPattern.source);
      expect(new Set(sources.flat())).toEqual(new Set(['aws.servicequotas', 'aws.cloudwatch']));
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
    const rule = eventRules(hub).find(({ properties }) =>
      ALARM_PATTERN.asymmetricMatch(properties.EventPattern),
    );
    expect(rule?.properties.EventPattern.detail.configuration).toEqual({
      description: [{ prefix: 'RegionSweep: ' }],
    });
    expect(plainText(alarm?.properties.AlarmDescription)).toMatch(/^RegionSweep: /);
    expect(rule?.properties.Targets[0].Arn).toEqual({
      Ref: expect.stringMatching(/^OperatorsTopic/),
    });
  });

  it('report a forwarder to operators in the form that Slack accepts, without text that its owner can write', () => {
    const rule = eventRules(hub).find(({ properties }) =>
      ALARM_PATTERN.asymmetricMatch(properties.EventPattern),
    );
    const transformer = rule?.properties.Targets[0].InputTransformer;

    expect(Object.values(transformer.InputPathsMap).sort()).toEqual(['$.account', '$.region']);
    expect(JSON.parse(transformer.InputTemplate.replace(/<[^>]+>/g, 'x'))).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown', description: expect.any(String) },
    });
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
  return eventRules(template).filter(
    ({ properties }) => properties.EventPattern.source[0] !== 'aws.cloudwatch',
  );
}

function isOnDefaultBus({ properties }: FoundResource): boolean {
  return properties.EventBusName === undefined;
}
