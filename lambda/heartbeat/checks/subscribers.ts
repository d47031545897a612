import {
  paginateListSubscriptionsByTopic,
  type SNSClient,
  type Subscription,
} from '@aws-sdk/client-sns';
import { METRICS } from '../../../src/metrics/metric-catalog';
import type { Check } from './check';

/** The host of Amazon Q Developer in chat applications, which subscribes for a Slack channel. */
const CHAT_HOST = '.chatbot.amazonaws.com';

export interface Subscribers {
  readonly topicArn: string;
  readonly archiveTopicArn: string;
  readonly operatorsTopicArn: string;
  readonly followUpArn: string;
  readonly emails: readonly string[];
  readonly hasSlack: boolean;
}

/** A subscriber that the stack made. */
interface Expected {
  readonly name: string;
  readonly isIn: (subscription: Subscription) => boolean;
  readonly fix: string;
}

/** Finds subscribers that the stack made and that no longer receive anything, or do not yet. */
export function subscribersCheck(client: SNSClient, subscribers: Subscribers): Check {
  const people = [
    ...subscribers.emails.map(emailAddress),
    ...(subscribers.hasSlack ? [SLACK_CHANNEL] : []),
  ];
  const followUp = followUpFunction(subscribers.followUpArn);
  const topics = [
    { name: 'findings', arn: subscribers.topicArn, expected: [...people, followUp] },
    { name: 'archive', arn: subscribers.archiveTopicArn, expected: [followUp] },
    { name: 'operators', arn: subscribers.operatorsTopicArn, expected: people },
  ];
  return {
    metric: METRICS.subscribersMissing,
    findProblems: async () => {
      const problems = await Promise.all(
        topics.map(async ({ name, arn, expected }) => {
          const subscriptions = await subscriptionsOf(client, arn);
          return expected.flatMap((subscriber) => problemsOf(name, subscriber, subscriptions));
        }),
      );
      return problems.flat();
    },
  };
}

async function subscriptionsOf(client: SNSClient, topicArn: string): Promise<Subscription[]> {
  const subscriptions: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
    subscriptions.push(...(page.Subscriptions ?? []));
  }
  return subscriptions;
}

function problemsOf(
  topic: string,
  { name, isIn, fix }: Expected,
  subscriptions: readonly Subscription[],
): string[] {
  const own = subscriptions.filter(isIn);
  if (own.some(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'))) {
    return [];
  }
  const isPending = own.some(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
  return [
    isPending
      ? `${name} has not confirmed the subscription to the ${topic} topic, and gets nothing from it. Open the link in the e-mail from AWS within 48 hours.`
      : `${name} is not subscribed to the ${topic} topic, and gets nothing from it. ${fix}`,
  ];
}

function emailAddress(address: string): Expected {
  return {
    name: address,
    isIn: ({ Protocol, Endpoint }) =>
      Protocol === 'email' && Endpoint?.toLowerCase() === address.toLowerCase(),
    fix: 'Remove the address from emails, deploy, add it again, and deploy once more: SNS then sends a new link to confirm.',
  };
}

const SLACK_CHANNEL: Expected = {
  name: 'The Slack channel',
  isIn: ({ Protocol, Endpoint }) =>
    Protocol === 'https' && new URL(Endpoint ?? '').hostname.endsWith(CHAT_HOST),
  fix: 'Check the channel in the console of Amazon Q Developer in chat applications, and add the topic there.',
};

function followUpFunction(arn: string): Expected {
  return {
    name: 'The follow-up function',
    isIn: ({ Protocol, Endpoint }) => Protocol === 'lambda' && Endpoint === arn,
    fix: 'Subscribe it again with `aws sns subscribe`, protocol lambda.',
  };
}
