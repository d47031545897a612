import { RULES } from '../../src/detection/rules/rule-catalog';
import { hubTemplate, resourcesOf } from './synthesize';

const ID = 'o-a1b2c3d4e5';
const OUR_SOURCES = {
  'ForAllValues:StringEquals': {
    'events:source': [
      'aws.ec2',
      'aws.servicequotas',
      'aws.cloudwatch',
      'aws.cloudtrail',
      'aws.events',
      'aws.iam',
      'aws.signin',
      'aws.sts',
      'aws.autoscaling',
      'aws.ecs',
      'aws.lambda',
      'aws.sagemaker',
      'aws.cloudformation',
      'aws.rolesanywhere',
      'aws.rds',
      'aws.s3',
      'aws.ssm',
      'aws.ec2-instance-connect',
      'aws.account',
      'aws.guardduty',
      'aws.organizations',
      'aws.bedrock',
      'aws.ses',
      'aws.secretsmanager',
    ],
  },
};

/** The statements that let others send to the hub. */
function statements(context: Readonly<Record<string, unknown>>) {
  return resourcesOf(hubTemplate(context), 'AWS::Events::EventBusPolicy').map(
    ({ properties }) => properties.Statement,
  );
}

describe('the policy of the hub bus', () => {
  it('accepts only its own account by default, which needs no permission', () => {
    expect(statements({})).toEqual([]);
  });

  it('admits the accounts of the organization, for one action and our sources only', () => {
    expect(statements({ organization: ID })).toEqual([
      {
        Sid: 'cdk-OrganizationSendsCalls',
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^HubBus/), 'Arn'] },
        Condition: { ...OUR_SOURCES, StringEquals: { 'aws:PrincipalOrgID': ID } },
      },
    ]);
  });

  it('admits listed accounts, for one action and our sources only', () => {
    const accounts = ['444455556666', '777788889999'];

    const [statement, ...others] = statements({ organization: { accounts } });

    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      Sid: 'cdk-ListedAccountsSendCalls',
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Condition: OUR_SOURCES,
    });
    const principals = JSON.stringify(statement.Principal.AWS);
    expect(principals.match(/\d{12}/g)).toEqual(accounts);
    expect(principals).not.toContain('*');
  });

  it('admits both when both are given', () => {
    const organization = { id: ID, accounts: ['444455556666'] };

    expect(statements({ organization }).map(({ Sid }) => Sid)).toEqual([
      'cdk-OrganizationSendsCalls',
      'cdk-ListedAccountsSendCalls',
    ]);
  });

  it.each(RULES.map(({ id }) => id))(
    'admits the sources of every rule while %s is disabled, because forwarders are updated later',
    (id) => {
      const [{ Condition }] = statements({
        organization: ID,
        rules: { [id]: { enabled: false } },
      });

      expect(Condition).toMatchObject(OUR_SOURCES);
      expect(Condition['ForAllValues:StringEquals']['events:source']).toEqual(
        expect.arrayContaining(RULES.map(({ match }) => match.source)),
      );
    },
  );

  it('never accepts everyone without the organization as a condition', () => {
    const open = statements({ organization: { id: ID, accounts: ['444455556666'] } })
      .filter(({ Principal }) => Principal === '*')
      .filter(({ Condition }) => Condition.StringEquals?.['aws:PrincipalOrgID'] !== ID);

    expect(open).toEqual([]);
  });
});
