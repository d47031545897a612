import { Names } from 'aws-cdk-lib';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SlackChannel } from '../../src/config/config';
import type { NotificationTopic } from './notification-topic';

/** Maximum length of the name of a channel configuration. */
const MAX_NAME_LENGTH = 128;

/**
 * Delivers topics to a Slack channel through Amazon Q Developer in chat applications. The channel is read-only: its
 * role has no permissions, and the guardrail limits users who bring a role of their own.
 */
export function subscribeSlack(
  parent: Construct,
  channel: SlackChannel,
  topics: readonly NotificationTopic[],
): void {
  const scope = new Construct(parent, 'Slack');
  for (const topic of topics) {
    topic.subscriberCount += 1;
  }
  new SlackChannelConfiguration(scope, 'Channel', {
    // A name is required. Deriving it prevents a clash of two deployments in one account.
    slackChannelConfigurationName: Names.uniqueResourceName(scope, {
      maxLength: MAX_NAME_LENGTH,
      separator: '-',
    }),
    slackWorkspaceId: channel.workspaceId,
    slackChannelId: channel.channelId,
    notificationTopics: topics.map(({ topic }) => topic),
    role: new Role(scope, 'Role', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
      description: 'Channel role of RegionSweep: has no permissions',
    }),
    // The default is AdministratorAccess.
    guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
  });
}
