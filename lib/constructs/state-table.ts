import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allow } from './allow';

/** Actions to read and write calls, ledgers, the baseline and sightings, and to take from allowances. */
const ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'];

/**
 * The table of calls, ledgers and the baseline: items by `pk` and `sk`, on demand, expiring at `expiresAt`.
 *
 * It is deleted with the stack: RegionSweep has published every finding by then, and learns the baseline again. While
 * the stack exists, point-in-time recovery of the last 35 days protects against mistakes.
 * A key that DynamoDB owns encrypts the table, which adds no costs to many small writes.
 *
 * The index lists the ledgers with an open incident, for `regionsweep incident list`. Only they have its attributes, so
 * it costs a write when the first incident of an identity opens, and one when its last open incident closes.
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
    this.table.addGlobalSecondaryIndex({
      indexName: 'open-incidents',
      partitionKey: { name: 'open', type: AttributeType.STRING },
      sortKey: { name: 'openSince', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** Allows adding calls, writing ledgers, the baseline and sightings, and taking from allowances. */
  grantDetection(grantee: IGrantable): void {
    allow(grantee, ACTIONS, this.table.tableArn);
  }

  /** Allows what detection needs, and removing alerts from the backlog once they are sent. */
  grantFollowUp(grantee: IGrantable): void {
    allow(grantee, [...ACTIONS, 'dynamodb:DeleteItem'], this.table.tableArn);
  }
}
