import { Stack } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TopicKey } from './topic-key';

export interface NotificationTopicProps {
  /** Sender of the e-mails, as people see it. */
  readonly displayName: string;
  readonly topicKey: TopicKey;
  /** Addresses to subscribe; each has to confirm once, by a link that it is sent. */
  readonly emails: readonly string[];
}

/** A topic that people are subscribed to: encrypted, and closed to plain HTTP. */
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

  /** Lets someone publish, encryption included. */
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

  /** Lets the alarms of this account publish. Without it the policy of the topic shuts them out. */
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
