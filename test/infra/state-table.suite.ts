import { Match } from 'aws-cdk-lib/assertions';
import { OPEN_INCIDENTS_INDEX } from '../../src/adapters/dynamodb/incident-item';
import { hubTemplate } from './synthesize';

const TABLE = 'AWS::DynamoDB::Table';

describe('the state table', () => {
  const template = hubTemplate();

  it('is keyed by pk and sk, both texts', () => {
    template.hasResourceProperties(TABLE, {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: Match.arrayWith([
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ]),
    });
  });

  it('has one index, of open incidents, as the code queries it', () => {
    const { name, partitionKey, sortKey } = OPEN_INCIDENTS_INDEX;

    template.hasResourceProperties(TABLE, {
      AttributeDefinitions: Match.arrayWith([
        { AttributeName: partitionKey, AttributeType: 'S' },
        { AttributeName: sortKey, AttributeType: 'S' },
      ]),
      GlobalSecondaryIndexes: [
        {
          IndexName: name,
          KeySchema: [
            { AttributeName: partitionKey, KeyType: 'HASH' },
            { AttributeName: sortKey, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  it('is paid by request', () => {
    template.hasResourceProperties(TABLE, { BillingMode: 'PAY_PER_REQUEST' });
  });

  it('lets items expire and can be restored to any second', () => {
    template.hasResourceProperties(TABLE, {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('goes with the stack: all that is in it has been published or is a day old', () => {
    template.hasResource(TABLE, {
      Properties: { DeletionProtectionEnabled: Match.absent() },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  it('is encrypted with the key that DynamoDB owns', () => {
    template.hasResourceProperties(TABLE, { SSESpecification: Match.absent() });
  });
});
