import { Match, type Template } from 'aws-cdk-lib/assertions';
import { LEASE_MS } from '../../src/engine/incident-publisher';
import { alarmsOf, notifiedTopics, plainText } from './alarm-template';
import {
  arnOf,
  type FoundResource,
  FULL_CONTEXT,
  hubTemplate,
  inventoryOf,
  resourcesOf,
  synthesizedApp,
  TRAIL_BY_RULE,
  TRAIL_BY_TOPIC,
} from './synthesize';

const TOPIC_ARN = TRAIL_BY_TOPIC.trail.topicArn;

const only = (template: Template, type: string, id: string): FoundResource => {
  const found = resourcesOf(template, type).filter((one) => one.id.startsWith(id));
  expect(found).toHaveLength(1);
  return found[0] as FoundResource;
};

const filesQueue = (template: Template) => only(template, 'AWS::SQS::Queue', 'TrailFiles');
const reader = (template: Template) => only(template, 'AWS::Lambda::Function', 'TrailReader');

const readerPolicy = (template: Template) =>
  only(template, 'AWS::IAM::Role', 'TrailReader').properties.Policies[0];

describe.each([
  ['announced by a topic', hubTemplate(TRAIL_BY_TOPIC)],
  ['announced by EventBridge', hubTemplate(TRAIL_BY_RULE)],
  ['next to EventBridge', hubTemplate({ ...TRAIL_BY_TOPIC, collection: 'both' })],
])('the path of a trail %s', (_, template) => {
  it('hands ten files at most to a reader, forty readers at most, and takes back those that fail', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: arnOf(filesQueue(template)),
      FunctionName: { Ref: reader(template).id },
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: Match.absent(),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 40 },
    });
  });

  it('gives up on a file after five tries, and keeps its message for 14 days', () => {
    const unread = only(template, 'AWS::SQS::Queue', 'UnreadFiles');

    expect(filesQueue(template).properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 4 * 86_400,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [unread.id, 'Arn'] },
        maxReceiveCount: 5,
      },
    });
    expect(unread.properties.MessageRetentionPeriod).toBe(14 * 86_400);
  });

  it('shows a message again only when the claim of the last try is over', () => {
    const visibleAgainMs = filesQueue(template).properties.VisibilityTimeout * 1000;
    const timeoutMs = reader(template).properties.Timeout * 1000;

    expect(visibleAgainMs).toBeGreaterThan(timeoutMs + LEASE_MS);
    // What AWS advises for a queue before a function.
    expect(visibleAgainMs).toBeGreaterThanOrEqual(6 * timeoutMs);
  });

  it('refuses plain HTTP, and takes messages from one source only', () => {
    const { PolicyDocument } = only(template, 'AWS::SQS::QueuePolicy', 'TrailFiles').properties;

    expect(JSON.stringify(PolicyDocument)).toContain('"aws:SecureTransport":"false"');
    const allowed = PolicyDocument.Statement.filter(
      ({ Effect }: { readonly Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toHaveLength(1);
    expect(allowed[0].Action).toBe('sqs:SendMessage');
    expect(JSON.stringify(allowed[0].Condition)).toContain('aws:SourceArn');
  });

  it('has a reader that reads objects of the trail and nothing else', () => {
    const { PolicyDocument } = readerPolicy(template);
    const ofS3 = PolicyDocument.Statement.filter(({ Action }: { readonly Action: string }) =>
      Action.includes('s3:'),
    ).map(({ Action, Resource }: { readonly Action: string; readonly Resource: unknown }) => [
      Action,
      ...[Resource].flat().map(plainText),
    ]);

    const prefix = reader(template).properties.Environment.Variables.TRAIL_PREFIX;
    const bucket = 'arn:aws:s3:::example-trail';
    expect(ofS3).toEqual([
      ['s3:GetObject', `${bucket}/${prefix === undefined ? '' : `${prefix}/`}AWSLogs/*`],
      ['s3:ListBucket', bucket],
    ]);
  });

  it('is named by outputs', () => {
    for (const output of ['TrailReaderFunctionName', 'TrailFilesUrl', 'UnreadFilesUrl']) {
      template.hasOutput(output, {});
    }
  });
});

describe('a trail that a topic announces', () => {
  const template = hubTemplate(TRAIL_BY_TOPIC);

  it('subscribes the queue in the region of the topic', () => {
    const { properties } = only(template, 'AWS::SNS::Subscription', 'TrailTopic');

    expect(properties).toEqual({
      TopicArn: TOPIC_ARN,
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': [filesQueue(template).id, 'Arn'] },
      RawMessageDelivery: true,
      Region: 'us-east-1',
    });
  });

  it('admits that topic only', () => {
    const { PolicyDocument } = only(template, 'AWS::SQS::QueuePolicy', 'TrailFiles').properties;

    expect(PolicyDocument.Statement[1]).toMatchObject({
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': TOPIC_ARN } },
    });
  });

  it('prints the statements for the S3 bucket and the key, which name the role of the reader', () => {
    const { Outputs } = template.toJSON();
    const role = only(template, 'AWS::IAM::Role', 'TrailReader').id;
    const statement = (name: string) => JSON.parse(plainText(Outputs[name].Value));

    expect(statement('TrailBucketPolicyStatement')).toEqual({
      Sid: 'RegionSweepReadsTrailFiles',
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::example-trail', 'arn:aws:s3:::example-trail/AWSLogs/*'],
    });
    expect(statement('TrailKeyPolicyStatement')).toEqual({
      Sid: 'RegionSweepDecryptsTrailFiles',
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: ['kms:Decrypt'],
      Resource: ['*'],
    });
  });

  it('lets the reader use the key of the trail', () => {
    const { PolicyDocument } = readerPolicy(template);

    expect(PolicyDocument.Statement).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: TRAIL_BY_TOPIC.trail.keyArn,
    });
  });
});

describe('a trail that EventBridge announces', () => {
  const template = hubTemplate(TRAIL_BY_RULE);

  it('has a rule for new objects under its prefix, which keeps what it cannot send', () => {
    const { properties } = only(template, 'AWS::Events::Rule', 'NewTrailFiles');

    expect(properties).toMatchObject({
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: ['example-trail'] },
          object: { key: [{ prefix: 'audit/AWSLogs/' }] },
        },
      },
      State: 'ENABLED',
    });
    expect(properties.Targets).toEqual([
      expect.objectContaining({
        Arn: { 'Fn::GetAtt': [filesQueue(template).id, 'Arn'] },
        DeadLetterConfig: {
          Arn: {
            'Fn::GetAtt': [only(template, 'AWS::SQS::Queue', 'UnreadFiles').id, 'Arn'],
          },
        },
      }),
    ]);
  });

  it('needs no statement in another account', () => {
    expect(Object.keys(template.toJSON()['Outputs']).join()).not.toContain('PolicyStatement');
  });
});

describe('collection trail', () => {
  const template = hubTemplate(TRAIL_BY_TOPIC);

  it('is one stack, also for an organization', () => {
    const { forwarders, managementForwarders, organization } = synthesizedApp({
      ...FULL_CONTEXT,
      ...TRAIL_BY_TOPIC,
    });

    expect([forwarders, managementForwarders, organization]).toEqual([[], [], undefined]);
  });

  it('has at most 60 resources', () => {
    const counts = Object.values(inventoryOf(template));

    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(60);
  });

  it('keeps the rules of the region of the hub, which invoke the detector', () => {
    const rules = resourcesOf(template, 'AWS::Events::Rule').map(({ id }) => id);

    expect(rules.filter((id) => id.startsWith('HomeRules'))).toHaveLength(2);
    expect(rules.filter((id) => id.startsWith('Hub'))).toEqual([]);
  });

  it('admits no account to the hub bus', () => {
    const whole = hubTemplate({ ...FULL_CONTEXT, ...TRAIL_BY_TOPIC });

    whole.resourceCountIs('AWS::Events::EventBusPolicy', 0);
  });

  it('fires an alarm within the hour when the trail brings no calls, or none of a place, and sends an OK', () => {
    const { properties } = only(template, 'AWS::CloudWatch::Alarm', 'SilenceTrail');

    expect(properties).toMatchObject({
      Metrics: [
        expect.objectContaining({ Expression: '(FILL(calls, 0) < 1) OR (FILL(silent, 0) > 0)' }),
        expect.objectContaining({
          MetricStat: expect.objectContaining({
            Metric: expect.objectContaining({ MetricName: 'TrailCalls' }),
            Period: 2700,
          }),
        }),
        expect.objectContaining({
          MetricStat: expect.objectContaining({
            Metric: expect.objectContaining({ MetricName: 'SilentPlaces' }),
          }),
        }),
      ],
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'breaching',
      OKActions: [{ Ref: expect.stringMatching(/^OperatorsTopic/) }],
    });
  });

  it('fires one alarm when the heartbeat does not run, or when it fails', () => {
    const alarms = alarmsOf(template).filter(({ id }) => /^Heartbeat(Idle|Errors)/.test(id));

    expect(alarms.map(({ properties }) => properties)).toEqual([
      expect.objectContaining({
        EvaluationPeriods: 3,
        TreatMissingData: 'breaching',
        Metrics: expect.arrayContaining([
          expect.objectContaining({
            Expression: '(FILL(invocations, 0) < 1) OR (FILL(errors, 0) > 0)',
          }),
        ]),
      }),
    ]);
  });

  it('lets schedules invoke the follow-up, and no other function', () => {
    const { properties } = only(template, 'AWS::IAM::Role', 'FollowUpScheduleRole');
    const { id } = only(template, 'AWS::Lambda::Function', 'FollowUp');
    const [invoke] = properties.Policies[0].PolicyDocument.Statement;
    const pattern = plainText(invoke.Resource);

    expect(pattern).toMatch(/:function:RegionSweep-FollowUpFunction\*$/);
    expect(`RegionSweep-${id}`).toMatch(/^RegionSweep-FollowUpFunction/);
    const others = resourcesOf(template, 'AWS::Lambda::Function').filter(
      (other) => other.id !== id,
    );
    expect(others.filter((other) => other.id.startsWith('FollowUpFunction'))).toEqual([]);
  });

  it('has no alarm on what forwarders would bring, and none that notifies nobody', () => {
    const alarms = alarmsOf(template);

    expect(alarms.filter(({ properties }) => properties.MetricName === 'Calls')).toEqual([]);
    expect(alarms.filter((alarm) => notifiedTopics(alarm).length === 0)).toEqual([]);
  });
});

describe('collection both', () => {
  const context = { ...FULL_CONTEXT, ...TRAIL_BY_TOPIC, collection: 'both' };

  it('has every forwarder that collection eventbridge has', () => {
    const one = synthesizedApp(context);
    const other = synthesizedApp(FULL_CONTEXT);

    expect(one.forwarders).toHaveLength(other.forwarders.length);
    expect(one.managementForwarders).toHaveLength(other.managementForwarders.length);
    expect(one.organization).toBeDefined();
  });

  it('sends one message when both paths are silent', () => {
    const template = hubTemplate(context);
    const [composite] = resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm');
    const trail = only(template, 'AWS::CloudWatch::Alarm', 'SilenceTrail');

    expect(notifiedTopics(trail)).toEqual([]);
    expect(plainText(composite?.properties.AlarmRule)).toContain(`ALARM("${trail.id}")`);
  });
});
