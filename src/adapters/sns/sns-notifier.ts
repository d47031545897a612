import type { SNSClient } from '@aws-sdk/client-sns';
import type { Audience, Notification } from '../../detection/notification';
import { renderMessage } from '../../notification/message';
import type { RenderOptions } from '../../notification/render-options';
import type { Notifier } from '../../ports/notifier';
import { publishMessage } from './publish-message';

/** Settings of {@link createSnsNotifier}. */
export interface SnsNotifierOptions {
  /** Its retries and timeouts decide how long a publish may take. */
  readonly client: SNSClient;
  /** The topic of each audience. */
  readonly topicArns: Readonly<Record<Audience, string>>;
  /** What the deployment knows and the messages show. */
  readonly render?: RenderOptions;
}

/** A notifier that publishes one message to the SNS topic of its audience, and rejects when SNS does not accept it. */
export function createSnsNotifier({ client, topicArns, render }: SnsNotifierOptions): Notifier {
  return {
    async publish(notification: Notification): Promise<void> {
      const topicArn = topicArns[notification.audience];
      await publishMessage(client, topicArn, renderMessage(notification, render));
    },
  };
}
