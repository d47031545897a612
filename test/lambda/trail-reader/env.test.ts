import { readEnvironment } from '../../../lambda/trail-reader/env';

const SET = {
  TABLE_NAME: 't',
  TOPIC_ARN: 'a',
  ARCHIVE_TOPIC_ARN: 'b',
  DETECTION_CONFIG: '{}',
  MONITORED_REGIONS: 'eu-west-1,us-east-1',
  TRAIL_BUCKET: 'example-org-trail',
};

describe('readEnvironment of the trail reader', () => {
  it('reads where the trail is', () => {
    const place = { TRAIL_PREFIX: 'security/logs', TRAIL_REGION: 'us-east-1' };

    expect(readEnvironment({ ...SET, ...place })).toMatchObject({
      trailBucket: 'example-org-trail',
      trailPrefix: 'security/logs',
      trailRegion: 'us-east-1',
    });
  });

  it('needs neither prefix nor region', () => {
    const environment = readEnvironment({ ...SET, TRAIL_PREFIX: '' });

    expect(environment).not.toHaveProperty('trailPrefix');
    expect(environment).not.toHaveProperty('trailRegion');
  });

  it('requires the S3 bucket', () => {
    expect(() => readEnvironment({ ...SET, TRAIL_BUCKET: '' })).toThrow(
      'Missing environment variables: TRAIL_BUCKET.',
    );
  });
});
