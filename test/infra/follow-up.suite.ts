import { Match } from 'aws-cdk-lib/assertions';
import { hubTemplate, resourcesOf } from './synthesize';

describe('the follow-up', () => {
  const template = hubTemplate();

  it('is woken by both topics and loses nothing that it could not handle', () => {
    const lambda = Match.stringLikeRegexp('^FollowUpFunctionLambda');
    for (const topic of ['FindingsTopic', 'RecordTopic']) {
      template.hasResourceProperties('AWS::SNS::Subscription', {
        Protocol: 'lambda',
        TopicArn: { Ref: Match.stringLikeRegexp(`^${topic}`) },
        Endpoint: { 'Fn::GetAtt': [lambda, 'Arn'] },
        RedrivePolicy: { deadLetterTargetArn: Match.anyValue() },
      });
      template.hasResourceProperties('AWS::Lambda::Permission', {
        Principal: 'sns.amazonaws.com',
        SourceArn: { Ref: Match.stringLikeRegexp(`^${topic}`) },
      });
    }
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: lambda },
      DestinationConfig: { OnFailure: Match.anyValue() },
    });
  });

  it('lets the scheduler of its own group and account invoke it, and nobody else take its role', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                'aws:SourceArn': {
                  'Fn::GetAtt': [Match.stringLikeRegexp('^FollowUpSchedules'), 'Arn'],
                },
              },
            },
          },
        ],
      },
    });
  });

  it('passes its role to the scheduler only', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        Match.objectLike({
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: 'iam:PassRole',
                Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
              }),
            ]),
            Version: '2012-10-17',
          },
        }),
      ],
    });
  });

  it.each([
    [false, undefined],
    [true, expect.stringContaining(':product/')],
  ])('imports to Security Hub when that is asked for: %s', (securityHub, productArn) => {
    const asked = hubTemplate({ securityHub });

    const followUp = resourcesOf(asked, 'AWS::Lambda::Function').find(({ id }) =>
      id.startsWith('FollowUp'),
    );
    const variable = followUp?.properties.Environment.Variables.SECURITY_HUB_PRODUCT_ARN;
    expect(variable && JSON.stringify(variable)).toEqual(productArn);
    const policies = JSON.stringify(resourcesOf(asked, 'AWS::IAM::Role'));
    expect(policies.includes('securityhub:BatchImportFindings')).toBe(securityHub);
  });

  it('has no schedule while no finding is open', () => {
    template.resourceCountIs('AWS::Scheduler::Schedule', 0);
  });
});
