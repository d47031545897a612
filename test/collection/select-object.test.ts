import { selectObject } from '../../src/collection/select-object';
import { TRAIL_BUCKET, trailKey } from '../support/trail-files';

const WRITTEN = Date.parse('2026-01-31T12:05:00Z') / 1000;

function select(key: string, prefix = '', bucket = TRAIL_BUCKET) {
  return selectObject({ bucket, key }, { bucket: TRAIL_BUCKET, prefix });
}

describe('selectObject', () => {
  const read = { account: '111122223333', region: 'us-east-1', written: WRITTEN };

  it('reads the files of a trail', () => {
    expect(select(trailKey())).toEqual(read);
    expect(select(trailKey().replace('o-a1b2c3d4e5/', ''))).toEqual(read);
  });

  it('reads the files under the prefix of the trail', () => {
    expect(select(`security/logs/${trailKey()}`, 'security/logs')).toEqual(read);
  });

  it('takes region and day from the folders where the name has another form', () => {
    expect(select('AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/31/renamed.json.gz')).toEqual({
      account: '111122223333',
      region: 'us-east-1',
      written: Date.parse('2026-01-31T00:00:00Z') / 1000,
    });
  });

  it.each<[string, string]>([
    [trailKey('a', 'us-east-1', 'CloudTrail-Digest'), 'digest'],
    [trailKey('a', 'us-east-1', 'CloudTrail-Insight'), 'insight'],
    [trailKey('a', 'us-east-1', 'CloudTrail-Aggregated'), 'other-kind'],
    ['AWSLogs/111122223333/Config/us-east-1/2026/1/31/ConfigHistory/a.json.gz', 'other-kind'],
    ['AWSLogs/111122223333/elasticloadbalancing/us-east-1/2026/01/31/a.log.gz', 'other-kind'],
    ['AWSLogs/111122223333/CloudTrail/', 'other-kind'],
    ['AWSLogs/111122223333/CloudTrail/us-east-1/', 'other-kind'],
    ['AWSLogs/', 'other-kind'],
    ['AWSLogs/constructor/toString', 'other-kind'],
    ['photos/cat.jpg', 'other-prefix'],
    [`security/${trailKey()}`, 'other-prefix'],
    [`/${trailKey()}`, 'other-prefix'],
    ['', 'other-prefix'],
  ])('passes over %s', (key, passOver) => {
    expect(select(key)).toEqual({ passOver });
  });

  it.each(['AWSLogs/x', trailKey(), `security-2/${trailKey()}`, `a/security/${trailKey()}`])(
    'passes over an object outside the prefix: %s',
    (key) => {
      expect(select(key, 'security')).toEqual({ passOver: 'other-prefix' });
    },
  );

  it('refuses another S3 bucket, whatever the key', () => {
    expect(select(trailKey(), '', 'mallory')).toEqual({ passOver: 'other-bucket' });
  });
});
