import {
  beginsInPart,
  type HistoryPart,
  isInPart,
  judgeKey,
  LATE_SECONDS,
  withMargin,
} from '../../../src/trail/find/history-part';
import { factsOfKey } from '../../../src/trail/find/trail-key';

const second = (time: string): number => Date.parse(time) / 1000;

const FOLDER = 'logs/AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/us-east-1/2026/01/31/';
const NAME = '111122223333_CloudTrail_us-east-1_20260131T2355Z_abcdefghijklmnop.json.gz';

describe('factsOfKey', () => {
  it.each<[string, string, object]>([
    [
      'a file, by its name',
      FOLDER + NAME,
      {
        account: '111122223333',
        kind: 'CloudTrail',
        region: 'us-east-1',
        delivered: { first: second('2026-01-31T23:55Z'), end: second('2026-01-31T23:56Z') },
      },
    ],
    ['a file that was moved', `copies/${NAME}`, { account: '111122223333', region: 'us-east-1' }],
    [
      'a digest file',
      'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/01/31/111122223333_CloudTrail-Digest_us-east-1_my-trail_us-east-1_20260131T2355Z.json.gz',
      { account: '111122223333', kind: 'CloudTrail-Digest', region: 'us-east-1' },
    ],
    [
      'the folder of a day',
      FOLDER,
      { delivered: { first: second('2026-01-31T00:00Z'), end: second('2026-02-01T00:00Z') } },
    ],
    [
      'the folder of a December',
      'AWSLogs/111122223333/CloudTrail/us-east-1/2025/12/',
      { delivered: { first: second('2025-12-01T00:00Z'), end: second('2026-01-01T00:00Z') } },
    ],
    [
      'the folder of a year',
      'AWSLogs/111122223333/CloudTrail/us-east-1/2025/',
      { delivered: { first: second('2025-01-01T00:00Z'), end: second('2026-01-01T00:00Z') } },
    ],
    ['the folder of an account', 'AWSLogs/111122223333/', { account: '111122223333' }],
    ['the folder of an organization', 'AWSLogs/o-a1b2c3d4e5/', {}],
    ['what is none of a trail', 'exports/2026/01/31/records.ndjson.gz', {}],
    ['nothing', '', {}],
  ])('reads %s', (_what, key, facts) => {
    expect(factsOfKey(key)).toMatchObject(facts);
    expect(Object.keys(facts).length > 0 || Object.keys(factsOfKey(key)).length === 0).toBe(true);
  });
});

describe('judgeKey', () => {
  const delivered = second('2026-01-31T23:55Z');

  it.each<[string, HistoryPart, string, string]>([
    ['all', {}, FOLDER + NAME, 'read'],
    ['its account', { accounts: ['111122223333'] }, FOLDER + NAME, 'read'],
    ['another account', { accounts: ['444455556666'] }, FOLDER + NAME, 'outside'],
    ['another account', { accounts: ['444455556666'] }, FOLDER, 'outside'],
    ['any account', { accounts: ['444455556666'] }, 'records.ndjson', 'read'],
    ['another region', { regions: ['us-east-2'] }, FOLDER + NAME, 'outside'],
    ['what was called before', { to: delivered - 60 }, FOLDER + NAME, 'read'],
    ['what was called long before', { to: delivered - LATE_SECONDS }, FOLDER + NAME, 'outside'],
    ['what was called after', { from: delivered + 3600 }, FOLDER + NAME, 'outside'],
    ['what was called at that time', { from: delivered + 60 }, FOLDER + NAME, 'read'],
    ['all', {}, FOLDER.replace('CloudTrail', 'CloudTrail-Digest'), 'digest'],
    ['all', {}, FOLDER.replace('CloudTrail', 'CloudTrail-Insight'), 'insight'],
  ])('asked for %s (%j), says of %s: %s', (_what, part, key, verdict) => {
    expect(judgeKey(key, part)).toBe(verdict);
  });
});

describe('isInPart', () => {
  const call = {
    second: 100,
    region: 'us-east-1',
    caller: { accountId: '111122223333', recipientAccountId: '444455556666' },
  };

  it.each<[HistoryPart, boolean]>([
    [{}, true],
    [{ from: 100, to: 101 }, true],
    [{ from: 101 }, false],
    [{ to: 100 }, false],
    [{ accounts: ['444455556666'] }, true],
    [{ accounts: ['111122223333'] }, false],
    [{ regions: ['us-east-1', 'us-east-2'] }, true],
    [{ regions: ['us-east-2'] }, false],
  ])('%j: %s', (part, isWanted) => {
    expect(isInPart(call, part)).toBe(isWanted);
  });
});

describe('withMargin', () => {
  it('reads two hours more at each end that a part has', () => {
    expect(withMargin({ from: 10_000, to: 20_000, regions: ['a'] })).toEqual({
      from: 10_000 - 7200,
      to: 20_000 + 7200,
      regions: ['a'],
    });
    expect(withMargin({ accounts: ['1'] })).toEqual({ accounts: ['1'] });
  });
});

describe('beginsInPart', () => {
  const MIDNIGHT = Date.UTC(2026, 2, 4) / 1000;

  it.each([
    ['2026-03-03T23:59:59Z', 'before'],
    ['2026-03-04T00:00:00Z', 'after'],
  ])(
    'a sweep whose first call is at %s belongs to the part %s midnight alone',
    (firstCall, side) => {
      const parts = { before: { to: MIDNIGHT }, after: { from: MIDNIGHT } };
      const shown = Object.entries(parts).filter(([, part]) =>
        beginsInPart({ evidence: { firstCall } }, part),
      );

      expect(shown.map(([name]) => name)).toEqual([side]);
    },
  );
});
