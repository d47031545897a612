import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allow } from './allow';

/** Actions to read calls and the baseline, and to write ledgers and sightings. */
const SWEEP_ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'];

/**
 * The table of calls, ledgers and the baseline: items by `pk` and `sk`, on demand, expiring at `expiresAt`.
 *
 * It is deleted with the stack: RegionSweep has published every finding by then, and learns the baseline again. While
 * the stack exists, point-in-time recovery of the last 35 days protects against mistakes.
 * A key that DynamoDB owns encrypts the table, which adds no costs to many small writes.
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

  /** Allows adding calls and writing ledgers, the baseline and sightings. */
  grantDetection(grantee: IGrantable): void {
    allow(grantee, [...SWEEP_ACTIONS, 'dynamodb:UpdateItem'], this.table.tableArn);
  }

  /** Allows writing ledgers and sightings, but adding no calls. */
  grantFollowUp(grantee: IGrantable): void {
    allow(grantee, SWEEP_ACTIONS, this.table.tableArn);
  }
}
