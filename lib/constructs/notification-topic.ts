import { Stack } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TopicKey } from './topic-key';

export interface NotificationTopicProps {
  /** The sender that subscribers see in e-mails. */
  readonly displayName: string;
  readonly topicKey: TopicKey;
  /** E-mail addresses to subscribe. AWS sends each a link to confirm. */
  readonly emails: readonly string[];
}

/** An encrypted topic that rejects plain HTTP. */
export class NotificationTopic extends Construct {
  readonly topic: Topic;
  private readonly topicKey: TopicKey;

  constructor(
    scope: Construct,
    id: string,
    { displayName, topicKey, emails }: NotificationTopicProps,
  ) {
    super(scope, id);
    this.topicKey = topicKey;
    this.topic = new Topic(this, 'Topic', {
      displayName,
      masterKey: topicKey.key,
      enforceSSL: true,
    });
    for (const email of emails) {
      this.topic.addSubscription(new EmailSubscription(email));
    }
  }

  /** Allows publishing, including the use of the key. */
  grantPublishing(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
      }),
    );
    this.topicKey.grantPublishing(grantee);
  }

  /** Allows the alarms of this account to publish. By default the policy of the topic denies them. */
  grantAlarms(): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
