import {
  CloudFormationClient,
  ListStackInstancesCommand,
  StackSetNotFoundException,
} from '@aws-sdk/client-cloudformation';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListSubscriptionsByTopicCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { organizationCheck } from '../../../lambda/heartbeat/checks/organization';
import { stackInstancesCheck } from '../../../lambda/heartbeat/checks/stack-instances';
import { subscribersCheck } from '../../../lambda/heartbeat/checks/subscribers';

const sns = mockClient(SNSClient);
const cloudFormation = mockClient(CloudFormationClient);
const organizations = mockClient(OrganizationsClient);

afterEach(() => {
  sns.reset();
  cloudFormation.reset();
  organizations.reset();
});

describe('the check of subscribers', () => {
  const FOLLOW_UP = 'arn:aws:lambda:eu-central-1:111122223333:function:follow-up';
  const SLACK = 'https://global.sns-api.chatbot.amazonaws.com';
  const CONFIRMED = 'arn:aws:sns:eu-central-1:111122223333:topic:9b2f0a4e';
  const subscription = (Protocol: string, Endpoint: string, SubscriptionArn = CONFIRMED) => ({
    Protocol,
    Endpoint,
    SubscriptionArn,
  });
  const people = [subscription('email', 'Oncall@example.org'), subscription('https', SLACK)];
  const followUp = subscription('lambda', FOLLOW_UP);
  const check = subscribersCheck(new SNSClient(), {
    topicArn: 'findings',
    archiveTopicArn: 'archive',
    operatorsTopicArn: 'operators',
    followUpArn: FOLLOW_UP,
    emails: ['oncall@example.org'],
    hasSlack: true,
  });

  function subscribed(topics: Readonly<Record<string, readonly Subscription[]>>) {
    for (const [TopicArn, Subscriptions] of Object.entries(topics)) {
      sns
        .on(ListSubscriptionsByTopicCommand, { TopicArn })
        .resolves({ Subscriptions: [...Subscriptions] });
    }
  }

  it('finds nothing while all are there, with other subscribers too', async () => {
    const other = subscription('sqs', 'arn:aws:sqs:eu-central-1:111122223333:siem');
    subscribed({
      findings: [other, ...people, followUp],
      archive: [followUp],
      operators: people,
    });

    expect(await check.findProblems()).toEqual([]);
  });

  it('reads further pages', async () => {
    subscribed({ archive: [followUp], operators: people });
    sns
      .on(ListSubscriptionsByTopicCommand, { TopicArn: 'findings' })
      .resolves({ Subscriptions: people, NextToken: 'more' })
      .on(ListSubscriptionsByTopicCommand, { TopicArn: 'findings', NextToken: 'more' })
      .resolves({ Subscriptions: [followUp] });

    expect(await check.findProblems()).toEqual([]);
  });

  it('names the missing subscriber, and what to do', async () => {
    subscribed({ findings: [], archive: [], operators: [] });

    expect(await check.findProblems()).toEqual([
      expect.stringMatching(/^oncall@example.org is not subscribed to the findings topic.* emails/),
      expect.stringMatching(/^The Slack channel is not subscribed to the findings topic/),
      expect.stringMatching(/^The follow-up function is not subscribed to the findings topic/),
      expect.stringMatching(/^The follow-up function is not subscribed to the archive topic/),
      expect.stringMatching(/^oncall@example.org is not subscribed to the operators topic/),
      expect.stringMatching(/^The Slack channel is not subscribed to the operators topic/),
    ]);
  });

  it.each([
    ['PendingConfirmation', 'has not confirmed the subscription to the operators topic'],
    ['Deleted', 'is not subscribed to the operators topic'],
  ])('takes a subscription in the state %s for missing', async (state, problem) => {
    subscribed({
      findings: [...people, followUp],
      archive: [followUp],
      operators: [subscription('email', 'oncall@example.org', state), ...people.slice(1)],
    });

    expect(await check.findProblems()).toEqual([
      expect.stringContaining(`oncall@example.org ${problem}`),
    ]);
  });
});

describe('the check of the organization', () => {
  const check = organizationCheck(new OrganizationsClient(), 'o-a1b2c3d4e5');

  it('finds nothing in the organization of the hub bus', async () => {
    organizations
      .on(DescribeOrganizationCommand)
      .resolves({ Organization: { Id: 'o-a1b2c3d4e5' } });

    expect(await check.findProblems()).toEqual([]);
  });

  it('finds another organization', async () => {
    organizations.on(DescribeOrganizationCommand).resolves({ Organization: { Id: 'o-other' } });

    expect(await check.findProblems()).toEqual([
      'The hub accepts calls from the organization "o-a1b2c3d4e5", but this account is in "o-other". The hub rejects the calls of all other accounts: set organization.id and deploy.',
    ]);
  });

  it('finds an account without an organization', async () => {
    const none = Object.assign(new Error('none'), { name: 'AWSOrganizationsNotInUseException' });
    organizations.on(DescribeOrganizationCommand).rejects(none);

    expect(await check.findProblems()).toEqual([expect.stringContaining('in no organization')]);
  });

  it('fails if AWS denies the answer', async () => {
    organizations.on(DescribeOrganizationCommand).rejects(new Error('AccessDenied'));

    await expect(check.findProblems()).rejects.toThrow('AccessDenied');
  });
});

describe('the check of stack instances', () => {
  const check = stackInstancesCheck(new CloudFormationClient(), ['forwarder-a', 'forwarder-b']);
  const instance = (DetailedStatus: 'FAILED' | 'RUNNING' | 'INOPERABLE', Account = '1') => ({
    Account,
    Region: 'eu-west-1',
    Status: 'OUTDATED' as const,
    StackInstanceStatus: { DetailedStatus },
    StatusReason: 'Explicit deny',
  });
  const current = { Status: 'CURRENT' as const };

  it('asks as the delegated administrator, and finds nothing while all is current or on its way', async () => {
    cloudFormation
      .on(ListStackInstancesCommand)
      .resolves({ Summaries: [current, instance('RUNNING')] });

    expect(await check.findProblems()).toEqual([]);
    expect(cloudFormation.commandCalls(ListStackInstancesCommand)[0]?.args[0].input).toMatchObject({
      StackSetName: 'forwarder-a',
      CallAs: 'DELEGATED_ADMIN',
    });
  });

  it('names the account, the region and the reason of each that is not', async () => {
    cloudFormation
      .on(ListStackInstancesCommand, { StackSetName: 'forwarder-a' })
      .resolves({ Summaries: [current], NextToken: 'more' })
      .on(ListStackInstancesCommand, { StackSetName: 'forwarder-a', NextToken: 'more' })
      .resolves({ Summaries: [instance('FAILED')] })
      .on(ListStackInstancesCommand, { StackSetName: 'forwarder-b' })
      .resolves({ Summaries: [instance('INOPERABLE', '2')] });

    expect(await check.findProblems()).toEqual([
      'The StackSet forwarder-a has no current forwarder in account 1, eu-west-1: FAILED. A sweep there goes unnoticed. Reason: Explicit deny.',
      expect.stringContaining('forwarder-b has no current forwarder in account 2'),
    ]);
  });

  it('finds a StackSet that is gone', async () => {
    cloudFormation
      .on(ListStackInstancesCommand)
      .rejects(new StackSetNotFoundException({ message: 'gone', $metadata: {} }));

    expect(await check.findProblems()).toEqual([
      expect.stringContaining('The StackSet forwarder-a does not exist.'),
      expect.stringContaining('The StackSet forwarder-b does not exist.'),
    ]);
  });
});
