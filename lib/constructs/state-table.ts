import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** What a function needs that looks at calls and what is remembered, and changes what is noted of sweeps. */
const SWEEP_ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'];

/** What the detector needs beside: it adds calls. */
const CALL_ACTIONS = ['dynamodb:UpdateItem'];

/**
 * The table of calls and sweeps: items by `pk` and `sk`, on demand, expiring by `expiresAt`.
 *
 * It goes with the stack: what is in it is a day or so of calls, and every finding has been published. Backups
 * of the last 35 days help against a mistake while the stack is there.
 * It is encrypted with a key that DynamoDB owns, which costs nothing for each of many small writes.
 */
export class StateTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Lets a detector add calls, and note what becomes of them. */
  grantDetection(grantee: IGrantable): void {
    this.grant(grantee, [...SWEEP_ACTIONS, ...CALL_ACTIONS]);
  }

  /** Lets someone note what becomes of sweeps, and add no calls. */
  grantFollowUp(grantee: IGrantable): void {
    this.grant(grantee, SWEEP_ACTIONS);
  }

  private grant(grantee: IGrantable, actions: string[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [this.table.tableArn] }),
    );
  }
}
