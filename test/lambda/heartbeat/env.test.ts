import { readEnvironment } from '../../../lambda/heartbeat/env';

const VARIABLES = {
  MONITORED_REGIONS: 'eu-west-1, us-east-1',
  TOPIC_ARN: 'findings',
  ARCHIVE_TOPIC_ARN: 'archive',
  OPERATORS_TOPIC_ARN: 'operators',
  FOLLOW_UP_ARN: 'follow-up',
  PROBED_QUOTA: 'L-34B43A08',
};

describe('readEnvironment of the heartbeat', () => {
  it('reads what the stack sets', () => {
    const environment = readEnvironment({
      ...VARIABLES,
      PROBED_RULES: 'describe-instances,get-service-quota',
      EXPECTS_CALLS: 'true',
      EMAILS: 'a@example.org,b@example.org',
      SLACK: 'true',
      ORGANIZATION_ID: 'o-a1b2c3d4e5',
      STACK_SET_PREFIX: 'RegionSweep-forwarder-',
    });

    expect(environment).toEqual({
      regions: ['eu-west-1', 'us-east-1'],
      probedRules: [
        { id: 'describe-instances', probe: 'DescribeInstances' },
        { id: 'get-service-quota', probe: 'GetServiceQuota' },
      ],
      expectsCalls: true,
      topicArn: 'findings',
      archiveTopicArn: 'archive',
      operatorsTopicArn: 'operators',
      followUpArn: 'follow-up',
      probedQuota: 'L-34B43A08',
      emails: ['a@example.org', 'b@example.org'],
      hasSlack: true,
      organizationId: 'o-a1b2c3d4e5',
      stackSetPrefix: 'RegionSweep-forwarder-',
    });
  });

  it('expects neither people nor an organization', () => {
    expect(readEnvironment({ ...VARIABLES, EMAILS: '' })).toMatchObject({
      probedRules: [],
      expectsCalls: false,
      emails: [],
      hasSlack: false,
    });
  });

  it('rejects an environment with missing variables and names all of them', () => {
    expect(() => readEnvironment({ MONITORED_REGIONS: '' })).toThrow(
      'Missing environment variables: MONITORED_REGIONS, TOPIC_ARN, ARCHIVE_TOPIC_ARN, OPERATORS_TOPIC_ARN, FOLLOW_UP_ARN, PROBED_QUOTA. Deploy the stack again to set them.',
    );
  });

  it('rejects a rule without a probe', () => {
    expect(() => readEnvironment({ ...VARIABLES, PROBED_RULES: 'stop-logging' })).toThrow(
      'The environment variable PROBED_RULES is "stop-logging". Allowed: IDs of rules that have a probe, separated by commas.',
    );
  });
});
