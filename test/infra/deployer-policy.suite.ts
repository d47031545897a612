import { documentedPolicy, isAllowed } from '../support/iam-policy';
import { inventoryOf, standAloneForwarder } from './synthesize';

/** The longest managed policy that IAM accepts, in characters other than white space. */
const MAX_POLICY_LENGTH = 6144;

/** Account ID in the documented policies. */
const ACCOUNT = '111122223333';

/** The actions that may have no resource: they read, and IAM supports no resource for them. */
const WITHOUT_RESOURCE =
  /^(cloudformation:(GetTemplateSummary|ValidateTemplate)|cloudwatch:DescribeAlarms|ecr:GetAuthorizationToken|sts:GetCallerIdentity)$/;

/** For each type of resource in a forwarder: the actions that create and delete it, and the ARN for its name. */
const FORWARDER_ACTIONS: Readonly<
  Record<string, { readonly actions: readonly string[]; readonly arn: string }>
> = {
  'AWS::CloudWatch::Alarm': {
    actions: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms'],
    arn: `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:NAME`,
  },
  'AWS::Events::Rule': {
    actions: ['events:PutRule', 'events:PutTargets', 'events:RemoveTargets', 'events:DeleteRule'],
    arn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/NAME`,
  },
  'AWS::IAM::Role': {
    actions: ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole', 'iam:DeleteRole'],
    arn: `arn:aws:iam::${ACCOUNT}:role/NAME`,
  },
  'AWS::SQS::Queue': {
    actions: ['sqs:CreateQueue', 'sqs:TagQueue', 'sqs:DeleteQueue'],
    arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:NAME`,
  },
  'AWS::SQS::QueuePolicy': {
    actions: ['sqs:SetQueueAttributes'],
    arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:NAME`,
  },
};

/** Names as CloudFormation derives them. It may cut the name of the stack to 24 characters. */
const NAMES = [
  'RegionSweepForwarder-eu--ForwarderRole-1A2B',
  'Management-RegionSweepFo-ForwarderRole-1A2B',
];

describe.each(['deployer-policy', 'bootstrap-policy'])('docs/%s.json', (name) => {
  const policy = documentedPolicy(name);

  it('is a policy that IAM accepts', () => {
    const sids = policy.Statement.map(({ Sid }) => Sid);

    expect(policy.Version).toBe('2012-10-17');
    expect(new Set(sids).size).toBe(sids.length);
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(MAX_POLICY_LENGTH);
    for (const { Sid, Effect, Action, Resource } of policy.Statement) {
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(Effect).toBe('Allow');
      expect(Action.filter((action) => !/^[a-z0-9]+:[A-Za-z*]+$/.test(action))).toEqual([]);
      expect(Resource.filter((arn) => !/^(\*|arn:aws:[a-z0-9]+:.*)$/.test(arn))).toEqual([]);
    }
  });

  it('allows actions on all resources only if they read and support no resource', () => {
    const unlimited = policy.Statement.filter(({ Resource }) => Resource.includes('*')).flatMap(
      ({ Action }) => Action,
    );

    expect(unlimited.filter((action) => !WITHOUT_RESOURCE.test(action))).toEqual([]);
  });
});

describe('docs/deployer-policy.json', () => {
  const policy = documentedPolicy('deployer-policy');

  it('names each action without a wildcard', () => {
    const actions = policy.Statement.flatMap(({ Action }) => Action);

    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it.each(Object.keys(inventoryOf(standAloneForwarder())))(
    'allows CloudFormation to create and delete %s for a forwarder, and nothing else',
    (type) => {
      const { actions = [], arn = '' } = FORWARDER_ACTIONS[type] ?? {};

      expect(actions).not.toEqual([]);
      for (const action of actions) {
        for (const resource of NAMES.map((name) => arn.replace('NAME', name))) {
          expect([resource, isAllowed(policy, action, resource)]).toEqual([resource, true]);
        }
        expect(isAllowed(policy, action, arn.replace('NAME', 'Another'))).toBe(false);
      }
    },
  );
});
