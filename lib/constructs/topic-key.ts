import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** What a publisher needs of the key of a topic. */
const PUBLISHER_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * The key that encrypts the topics. It has to be one of ours, because CloudWatch cannot publish
 * to a topic that is encrypted with the key of SNS itself: its policy does not let other services in.
 *
 * It is deleted with the stack, after the shortest wait there is: it protects messages on their way,
 * nothing that is kept.
 */
export class TopicKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the notifications and alarms of RegionSweep on their way through SNS',
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

  /** Lets someone publish to the topics that the key encrypts, as far as the topics allow it. */
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
