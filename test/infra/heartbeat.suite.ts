import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { plainText } from './alarm-template';
import { FULL_CONTEXT, hubTemplate, resourcesOf, TRAIL_BY_RULE } from './synthesize';

type Context = Readonly<Record<string, unknown>>;

function functionOf(prefix: string, context: Context) {
  return resourcesOf(hubTemplate(context), 'AWS::Lambda::Function').find(({ id }) =>
    id.startsWith(prefix),
  );
}

function variablesOf(prefix: string, context: Context = {}) {
  return functionOf(prefix, context)?.properties.Environment.Variables;
}

const schedulesOf = (context: Context) =>
  resourcesOf(hubTemplate(context), 'AWS::Events::Rule').filter(
    ({ properties }) => properties.ScheduleExpression,
  );

describe('the heartbeat', () => {
  it('runs every minute, for every region and every rule that has a probe', () => {
    const { MONITORED_REGIONS, PROBED_RULES } = variablesOf('Heartbeat');

    expect(MONITORED_REGIONS.split(',').sort()).toEqual([...DEFAULT_CONFIG.regions].sort());
    expect(PROBED_RULES).toBe('describe-instances,get-service-quota');
    hubTemplate().hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'cron(* * * * ? *)',
      State: 'ENABLED',
    });
  });

  it.each([
    ['eventbridge', {}, 'true'],
    ['both', { ...TRAIL_BY_RULE, collection: 'both' }, 'true'],
    ['trail', TRAIL_BY_RULE, undefined],
  ])('expects calls by EventBridge from every region with %s', (_, context, expected) => {
    expect(variablesOf('Heartbeat', context).EXPECTS_CALLS).toBe(expected);
  });

  it('makes no probe of a disabled rule', () => {
    const context = { rules: { 'describe-instances': { enabled: false } } };

    expect(variablesOf('Heartbeat', context).PROBED_RULES).toBe('get-service-quota');
  });

  it('asks for a quota that counts', () => {
    const context = { rules: { 'get-service-quota': { quotas: ['L-34B43A08'] } } };

    expect(variablesOf('Heartbeat').PROBED_QUOTA).toBe('L-1216C47A');
    expect(variablesOf('Heartbeat', context).PROBED_QUOTA).toBe('L-34B43A08');
  });

  it('is known to the detector and the follow-up by its role', () => {
    const role = { 'Fn::GetAtt': [expect.stringMatching(/^HeartbeatFunctionRole/), 'Arn'] };

    expect(variablesOf('Detector').HEARTBEAT_ROLE_ARN).toEqual(role);
    expect(variablesOf('FollowUp').HEARTBEAT_ROLE_ARN).toEqual(role);
    expect(hubTemplate().toJSON()['Outputs'].HeartbeatRoleArn.Value).toEqual(role);
  });

  it('is not there if it is switched off, nor are synthetic findings', () => {
    const off = { heartbeat: false };

    expect(functionOf('Heartbeat', off)).toBeUndefined();
    expect(variablesOf('Detector', off)).not.toHaveProperty('HEARTBEAT_ROLE_ARN');
    expect(schedulesOf(off)).toEqual([]);
  });
});

describe('the hourly check', () => {
  it('looks for the subscribers that the stack made', () => {
    expect(variablesOf('Heartbeat', FULL_CONTEXT)).toMatchObject({
      TOPIC_ARN: { Ref: expect.stringMatching(/^FindingsTopic/) },
      ARCHIVE_TOPIC_ARN: { Ref: expect.stringMatching(/^RecordTopic/) },
      OPERATORS_TOPIC_ARN: { Ref: expect.stringMatching(/^OperatorsTopic/) },
      FOLLOW_UP_ARN: { 'Fn::GetAtt': [expect.stringMatching(/^FollowUpFunctionLambda/), 'Arn'] },
      EMAILS: 'security@example.org,oncall@example.org',
      SLACK: 'true',
    });
  });

  it('looks at the organization and its StackSets, if there are any', () => {
    const { ORGANIZATION_ID, STACK_SET_PREFIX } = variablesOf('Heartbeat', FULL_CONTEXT);

    expect(ORGANIZATION_ID).toBe('o-a1b2c3d4e5');
    expect(plainText(STACK_SET_PREFIX)).toBe('RegionSweep-forwarder-');
    expect(variablesOf('Heartbeat')).not.toHaveProperty('ORGANIZATION_ID');
    expect(variablesOf('Heartbeat')).not.toHaveProperty('STACK_SET_PREFIX');
  });
});

describe('the synthetic finding', () => {
  it('is asked of the detector once a day', () => {
    const daily = schedulesOf({}).filter(
      ({ properties }) => properties.ScheduleExpression === 'rate(1 day)',
    );

    expect(daily.map(({ properties }) => properties.Targets)).toEqual([
      [
        expect.objectContaining({
          Arn: { 'Fn::GetAtt': [expect.stringMatching(/^DetectorFunctionLambda/), 'Arn'] },
          Input: '{"synthetic":true}',
        }),
      ],
    ]);
  });
});
