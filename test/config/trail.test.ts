import { resolveConfig } from '../../src/config/resolve';
import { problemKeysOf } from '../support/config-problems';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:111122223333:trail-files';
const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const TRAIL = {
  bucket: 'example-org-trail',
  prefix: 'security/logs',
  region: 'us-east-1',
  keyArn: KEY_ARN,
  topicArn: TOPIC_ARN,
};

describe('collection', () => {
  it('is by EventBridge, without a trail, by default', () => {
    const { config } = resolveConfig({});

    expect(config.collection).toBe('eventbridge');
    expect(config).not.toHaveProperty('trail');
  });

  it.each([['trail'], ['both']])('can be %s', (collection) => {
    expect(resolveConfig({ collection, trail: TRAIL }).config).toMatchObject({
      collection,
      trail: TRAIL,
    });
  });
});

describe('trail', () => {
  it('is taken as JSON text', () => {
    expect(resolveConfig({ trail: JSON.stringify(TRAIL) }).config.trail).toEqual(TRAIL);
  });

  it.each([
    [{ bucket: 'abc' }],
    [{ bucket: 'a'.repeat(63) }],
    [{ bucket: 'logs.example.org' }],
    [{ ...TRAIL, prefix: 'a' }],
    [{ ...TRAIL, prefix: "a/b_c-d.e!f'(g)*" }],
  ])('takes %j', (trail) => {
    expect(problemKeysOf({ trail })).toEqual([]);
  });

  it.each<[unknown, string]>([
    [{}, 'trail.bucket'],
    [{ bucket: 'Example' }, 'trail.bucket'],
    [{ bucket: 'ab' }, 'trail.bucket'],
    [{ bucket: 'arn:aws:s3:::example-org-trail' }, 'trail.bucket'],
    [{ ...TRAIL, region: ['us-east-1'] }, 'trail.region'],
    [{ ...TRAIL, keyArn: 'alias/trail' }, 'trail.keyArn'],
    [{ ...TRAIL, topicArn: `${TOPIC_ARN}:0f1e` }, 'trail.topicArn'],
    [{ ...TRAIL, trailArn: 'x' }, 'trail.trailArn'],
    ['example-org-trail', 'trail'],
    [[TRAIL], 'trail'],
  ])('refuses %j', (trail, key) => {
    expect(problemKeysOf({ trail })).toEqual([key]);
  });
});
