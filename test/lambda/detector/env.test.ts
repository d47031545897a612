import { readEnvironment } from '../../../lambda/detector/env';

const SET = {
  TABLE_NAME: 't',
  TOPIC_ARN: 'a',
  ARCHIVE_TOPIC_ARN: 'b',
  DETECTION_CONFIG: '{}',
  MONITORED_REGIONS: 'eu-west-1,us-east-1',
};

describe('readEnvironment of the detector', () => {
  it('reads what the stack sets', () => {
    expect(readEnvironment(SET)).toEqual({
      tableName: 't',
      topicArn: 'a',
      archiveTopicArn: 'b',
      detectionConfig: '{}',
      monitoredRegions: 'eu-west-1,us-east-1',
    });
  });

  it('reads where the allow-list is', () => {
    expect(readEnvironment({ ...SET, ALLOWLIST_FILE: 'allowlist.json' })).toMatchObject({
      allowlistFile: 'allowlist.json',
    });
    expect(readEnvironment({ ...SET, ALLOWLIST_FILE: '' })).not.toHaveProperty('allowlistFile');
  });

  it('rejects an environment with missing variables and names all of them', () => {
    expect(() => readEnvironment({ TABLE_NAME: 't', TOPIC_ARN: '' })).toThrow(
      'Missing environment variables: TOPIC_ARN, ARCHIVE_TOPIC_ARN, DETECTION_CONFIG, MONITORED_REGIONS.',
    );
  });
});
