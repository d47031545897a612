import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { FULL_CONTEXT, hubTemplate, keepOnly, resourcesOf, synthesizedApp } from './synthesize';

const OWN_ACCOUNT = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

describe('the topics', () => {
  const template = hubTemplate(FULL_CONTEXT);

  it('are one for alerts, one for the archive and one for operators', () => {
    expect(resourcesOf(template, 'AWS::SNS::Topic').map(({ id }) => id)).toEqual([
      expect.stringMatching(/^FindingsTopic/),
      expect.stringMatching(/^RecordTopic/),
      expect.stringMatching(/^OperatorsTopic/),
    ]);
  });

  it('are encrypted with a key of the stack that rotates', () => {
    const [key] = resourcesOf(template, 'AWS::KMS::Key');

    template.allResourcesProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [key?.id, 'Arn'] },
    });
    template.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('refuse plain HTTP', () => {
    const topics = resourcesOf(template, 'AWS::SNS::Topic');

    for (const { id } of topics) {
      template.hasResourceProperties('AWS::SNS::TopicPolicy', {
        Topics: [{ Ref: id }],
        PolicyDocument: Match.objectLike({
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Principal: '*',
              Action: 'sns:Publish',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        }),
      });
    }
  });

  it('let the alarms of this account use the key', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([alarmsMay(['kms:Decrypt', 'kms:GenerateDataKey'])]),
      }),
    });
  });

  it.each(['Operators', 'Findings'])('let the alarms of this account publish: %s', (name) => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [{ Ref: Match.stringLikeRegexp(`^${name}Topic`) }],
      PolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Effect: 'Deny' }), alarmsMay('sns:Publish')],
      }),
    });
  });

  it('let no service publish to the archive', () => {
    const policy = resourcesOf(template, 'AWS::SNS::TopicPolicy').find(({ id }) =>
      id.startsWith('Record'),
    );

    const effects = policy?.properties.PolicyDocument.Statement.map(
      ({ Effect }: { Effect: string }) => Effect,
    );
    expect(effects).toEqual(['Deny']);
  });

  it('have a subscription for every e-mail address, except the archive', () => {
    const subscriptions = emailsAmong(template).map(
      ({ properties: { Protocol, Endpoint, TopicArn } }) =>
        `${Protocol} ${Endpoint} ${TopicArn.Ref.replace(/[0-9A-F]{8}$/, '')}`,
    );

    expect(subscriptions.sort()).toEqual([
      'email oncall@example.org FindingsTopic',
      'email oncall@example.org OperatorsTopic',
      'email security@example.org FindingsTopic',
      'email security@example.org OperatorsTopic',
    ]);
  });

  it('have no subscribers if none are configured', () => {
    const bare = hubTemplate();

    expect(emailsAmong(bare)).toEqual([]);
    bare.resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 0);
  });

  it('have no subscribers only with a note that nobody gets alerts', () => {
    const NOTE = Match.stringLikeRegexp('Nobody gets alerts or alarms until you subscribe');

    annotationsOfHub({}).hasInfo('*', NOTE);
    annotationsOfHub(FULL_CONTEXT).hasNoInfo('*', NOTE);
  });
});

describe('the Slack channel', () => {
  const template = hubTemplate(FULL_CONTEXT);
  const SLACK = 'AWS::Chatbot::SlackChannelConfiguration';

  it('gets alerts and alarms', () => {
    const topics = resourcesOf(template, 'AWS::SNS::Topic')
      .filter(({ id }) => !id.startsWith('Record'))
      .map(({ id }) => ({ Ref: id }));

    template.hasResourceProperties(SLACK, {
      SlackWorkspaceId: 'T0123ABCD',
      SlackChannelId: 'C0123ABCD',
      SnsTopicArns: topics,
    });
  });

  it('is read-only for all of its members', () => {
    const [channel] = resourcesOf(template, SLACK);

    const guardrails = JSON.stringify(channel?.properties.GuardrailPolicies);
    expect(guardrails).toContain(':iam::aws:policy/CloudWatchReadOnlyAccess');
    expect(guardrails).not.toContain('AdministratorAccess');
  });
});

/** The statement that allows CloudWatch an action. */
function alarmsMay(action: unknown) {
  return Match.objectLike({
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: action,
    Condition: OWN_ACCOUNT,
  });
}

/** The subscriptions of people; the follow-up has its own. */
function emailsAmong(template: Template) {
  return resourcesOf(template, 'AWS::SNS::Subscription').filter(
    ({ properties }) => properties.Protocol !== 'lambda',
  );
}

function annotationsOfHub(context: Readonly<Record<string, unknown>>): Annotations {
  const { app, hub } = synthesizedApp(context);
  keepOnly(app, [hub]);
  return Annotations.fromStack(hub);
}
