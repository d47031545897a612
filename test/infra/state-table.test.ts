import { Match } from 'aws-cdk-lib/assertions';
import { detectorTemplate } from './synthesize';

const TABLE = 'AWS::DynamoDB::Table';

describe('the state table', () => {
  const template = detectorTemplate();

  it('is keyed by pk and sk, both texts, and has no index', () => {
    template.hasResourceProperties(TABLE, {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: Match.absent(),
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

  it('survives the stack and is not deleted by accident', () => {
    template.hasResource(TABLE, {
      Properties: { DeletionProtectionEnabled: true },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('is encrypted with the key that DynamoDB owns', () => {
    template.hasResourceProperties(TABLE, { SSESpecification: Match.absent() });
  });
});
