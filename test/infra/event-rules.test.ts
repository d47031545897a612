import { Match } from 'aws-cdk-lib/assertions';
import { RULES } from '../../src/detection/rules/catalog';
import { eventPatternOf } from '../../src/detection/rules/event-pattern';
import { arnOf, detectorTemplate, resourcesOf } from './synthesize';

describe('EventBridge rules', () => {
  const template = detectorTemplate();
  const eventRules = resourcesOf(template, 'AWS::Events::Rule');

  it('are one per rule of the catalogue, with its pattern', () => {
    const patterns = eventRules.map(({ properties }) => properties.EventPattern);

    expect(patterns).toEqual(RULES.map(({ match }) => eventPatternOf(match)));
  });

  it('fit into the 2,048 characters of a pattern', () => {
    for (const { properties } of eventRules) {
      expect(JSON.stringify(properties.EventPattern).length).toBeLessThan(2048);
    }
  });

  it('see read-only management events', () => {
    template.allResourcesProperties('AWS::Events::Rule', {
      State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    });
  });

  it('listen on the default bus, where CloudTrail delivers', () => {
    template.allResourcesProperties('AWS::Events::Rule', { EventBusName: Match.absent() });
  });

  it('each have one target with its own dead-letter queue and a retry policy', () => {
    for (const { properties } of eventRules) {
      expect(properties.Targets).toEqual([
        expect.objectContaining({
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ]);
    }
    const queues = eventRules.map(({ properties }) =>
      JSON.stringify(properties.Targets[0].DeadLetterConfig),
    );
    expect(new Set(queues).size).toBe(RULES.length);
  });

  it('may each invoke the detector, by their own ARN only', () => {
    const permissions = resourcesOf(template, 'AWS::Lambda::Permission');

    expect(permissions).toHaveLength(RULES.length);
    for (const rule of eventRules) {
      template.hasResourceProperties('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: arnOf(rule),
      });
    }
  });

  it('do not exist for a rule that is disabled', () => {
    const rules = { 'describe-instances': { enabled: false } };

    const patterns = resourcesOf(detectorTemplate({ rules }), 'AWS::Events::Rule').map(
      ({ properties }) => properties.EventPattern.source,
    );

    expect(patterns).toEqual([['aws.servicequotas']]);
  });
});
