import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { allow } from './allow';

/** Actions on the key that a publisher needs. */
const KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

export interface NotificationTopicProps {
  /** The sender that subscribers see in e-mails. */
  readonly displayName: string;
  readonly key: Key;
  /** E-mail addresses to subscribe. AWS sends each a link to confirm. */
  readonly emails: readonly string[];
}

/** The topics of the hub. */
export type Topics = Readonly<Record<'findings' | 'archive' | 'operators', NotificationTopic>>;

/** An encrypted topic that rejects plain HTTP. */
export class NotificationTopic extends Construct {
  readonly topic: Topic;
  /** How many subscribers of the stack get each message. */
  subscriberCount = 0;
  private readonly key: Key;

  constructor(scope: Construct, id: string, { displayName, key, emails }: NotificationTopicProps) {
    super(scope, id);
    this.key = key;
    this.topic = new Topic(this, 'Topic', { displayName, masterKey: key, enforceSSL: true });
    for (const email of emails) {
      this.topic.addSubscription(new EmailSubscription(email));
    }
    this.subscriberCount = emails.length;
  }

  /** Allows publishing, including the use of the key. */
  grantPublishing(grantee: IGrantable): void {
    allow(grantee, ['sns:Publish'], this.topic.topicArn);
    allow(grantee, KEY_ACTIONS, this.key.keyArn);
  }

  /** Allows the alarms of this account to publish. By default the policy of the topic denies them. */
  grantAlarms(): void {
    this.topic.addToResourcePolicy(alarmsMay(this, ['sns:Publish'], this.topic.topicArn));
  }
}

/**
 * The key that encrypts the topics. A customer-managed key is necessary, because CloudWatch cannot publish to a topic
 * that is encrypted with the AWS-managed key of SNS: the policy of that key denies other services.
 *
 * It is deleted with the stack after 7 days, the shortest wait that KMS allows: the key protects messages in transit
 * and no stored data.
 */
export function createTopicKey(scope: Construct): Key {
  const key = new Key(new Construct(scope, 'TopicKey'), 'Key', {
    description: 'Encrypts the notifications and alarms of RegionSweep in SNS',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
    pendingWindow: Duration.days(7),
  });
  // In a key policy, `*` is the key itself.
  key.addToResourcePolicy(alarmsMay(scope, KEY_ACTIONS, '*'));
  return key;
}

function alarmsMay(scope: Construct, actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions,
    resources: [resource],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });
}
