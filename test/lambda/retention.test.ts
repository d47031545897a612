import { compose as composeDetector } from '../../lambda/detector/compose';
import { compose as composeFollowUp } from '../../lambda/follow-up/compose';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { serializeDetectionConfig } from '../../src/config/detection-config';

jest.mock('../../src/adapters/dynamodb/dynamodb-sweep-store', () => ({
  createDynamoDbSweepStore: jest.fn(),
}));

describe('the retention of calls and ledgers', () => {
  it.each([
    { lateEventHours: 1, renotifyMinutes: 1440, hours: 48 },
    { lateEventHours: 24, renotifyMinutes: 0, hours: 24 },
    { lateEventHours: 72, renotifyMinutes: 60, hours: 72 },
  ])('is the same in both functions: $hours h', ({ lateEventHours, renotifyMinutes, hours }) => {
    const create = jest.mocked(createDynamoDbSweepStore).mockClear();
    const environment = {
      tableName: 'table',
      topicArn: 'arn:findings',
      archiveTopicArn: 'arn:archive',
      monitoredRegions: 'us-east-1',
      detectionConfig: serializeDetectionConfig({
        ...DEFAULT_CONFIG,
        lateEventHours,
        renotifyMinutes,
      }),
    };
    process.env['AWS_REGION'] = 'us-east-1';

    composeDetector(environment);
    composeFollowUp({
      ...environment,
      operatorsTopicArn: 'arn:operators',
      runbookUrl: 'https://example.org',
      busName: 'bus',
      scheduleGroup: 'group',
      scheduleRoleArn: 'arn:role',
      deadLetterArn: 'arn:queue',
    });

    expect(create.mock.calls.map(([{ retentionSeconds }]) => retentionSeconds)).toEqual([
      hours * 3600,
      hours * 3600,
    ]);
  });
});
