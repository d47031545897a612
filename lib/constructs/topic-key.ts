import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Actions on the key that a publisher needs. */
const PUBLISHER_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * The key that encrypts the topics. A customer-managed key is necessary, because CloudWatch cannot publish to a topic
 * that is encrypted with the AWS-managed key of SNS: the policy of that key denies other services.
 *
 * It is deleted with the stack after 7 days, the shortest wait that KMS allows: the key protects messages in transit
 * and no stored data.
 */
export class TopicKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the notifications and alarms of RegionSweep in SNS',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: PUBLISHER_ACTIONS,
        // In a key policy this is the key itself.
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** Allows using the key to publish. The policies of the topics apply as well. */
  grantPublishing(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: PUBLISHER_ACTIONS,
        resources: [this.key.keyArn],
      }),
    );
  }
}
