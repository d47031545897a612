import { Names } from 'aws-cdk-lib';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { SlackChannel } from '../../src/config/config';

/** Longest name that a channel configuration may have. */
const MAX_NAME_LENGTH = 128;

export interface SlackSubscriberProps {
  readonly channel: SlackChannel;
  readonly topics: readonly ITopic[];
}

/**
 * Delivers topics to a Slack channel by Amazon Q Developer in chat applications. The channel is for reading:
 * its role may do nothing, and the guardrail holds back whoever brings a role of their own.
 */
export class SlackSubscriber extends Construct {
  constructor(scope: Construct, id: string, { channel, topics }: SlackSubscriberProps) {
    super(scope, id);
    new SlackChannelConfiguration(this, 'Channel', {
      // A name is required, so it is derived; two deployments in one account do not clash.
      slackChannelConfigurationName: Names.uniqueResourceName(this, {
        maxLength: MAX_NAME_LENGTH,
        separator: '-',
      }),
      slackWorkspaceId: channel.workspaceId,
      slackChannelId: channel.channelId,
      notificationTopics: [...topics],
      role: new Role(this, 'Role', {
        assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
        description: 'Channel role of RegionSweep: delivers notifications, may do nothing itself',
      }),
      // Without this it would be AdministratorAccess.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
    });
  }
}
