import { isScanned } from '../../src/athena/partition-path';
import { partitioningOf } from '../../src/athena/partitions';
import { parseEventTime } from '../../src/detection/time';
import { CLOUDTRAIL_COLUMNS, TABLES, table } from '../support/athena-tables';

const second = (time: string): number => parseEventTime(time) ?? 0;

/** Two hours around noon. Their files were delivered until noon of the next day. */
const HOURS = { from: second('2026-03-03T11:00:00Z'), to: second('2026-03-03T13:00:00Z') };

function projected(settings: Readonly<Record<string, string>>, key = 'dt') {
  const parameters = Object.entries(settings).map(([name, value]) => [
    `projection.${key}.${name}`,
    value,
  ]);
  return table(CLOUDTRAIL_COLUMNS, [key], {
    'projection.enabled': 'true',
    ...Object.fromEntries(parameters),
  });
}

describe('conditions on the partitions of a table', () => {
  it.each<[string, string[]]>([
    ['yyyy/MM/dd', [`"dt" >= '2026/03/03'`, `"dt" < '2026/03/05'`]],
    ['yyyy-MM-dd', [`"dt" >= '2026-03-03'`, `"dt" < '2026-03-05'`]],
    ['yyyyMMdd', [`"dt" >= '20260303'`, `"dt" < '20260305'`]],
    ['yyyy/MM/dd/HH', [`"dt" >= '2026/03/03/00'`, `"dt" < '2026/03/05/00'`]],
  ])('select the days of delivery in the format %s', (format, conditions) => {
    const given = projected({ type: 'date', format });

    expect(partitioningOf(given, HOURS).conditions).toEqual(conditions);
  });

  it.each<[string, Record<string, string>]>([
    ['that do not sort by time', { type: 'date', format: 'dd-MM-yyyy' }],
    ['of months', { type: 'date', format: 'yyyy/MM' }],
    ['of weeks', { type: 'date', format: 'yyyy/MM/dd', interval: '7' }],
  ])('do not select partitions %s', (_, settings) => {
    const { conditions, prunes } = partitioningOf(projected(settings), HOURS);

    expect({ conditions, prunes }).toEqual({ conditions: [], prunes: {} });
  });

  it('compare a key of type DATE with dates', () => {
    const given = table({ ...CLOUDTRAIL_COLUMNS, day: 'date' }, []);

    expect(partitioningOf({ ...given, partitionKeys: ['day'] }, HOURS).conditions).toEqual([
      `"day" >= DATE '2026-03-03'`,
      `"day" < DATE '2026-03-05'`,
    ]);
  });

  it('ignore projection that is disabled', () => {
    const given = table(CLOUDTRAIL_COLUMNS, ['dt'], {
      'projection.enabled': 'false',
      'projection.dt.type': 'date',
      'projection.dt.format': 'yyyy/MM/dd',
    });

    expect(partitioningOf(given, HOURS).conditions).toEqual([]);
  });

  it('name the flags that an injected key needs', () => {
    const given = table(CLOUDTRAIL_COLUMNS, ['account_id', 'region'], {
      'projection.enabled': 'true',
      'projection.account_id.type': 'injected',
      'projection.region.type': 'injected',
    });

    expect(partitioningOf(given, {}).neededFlags).toEqual(['--accounts', '--regions']);
    const part = { accounts: ['111122223333'], regions: ['eu-west-1'] };
    expect(partitioningOf(given, part).neededFlags).toEqual([]);
  });

  it('say which limits make the scan smaller', () => {
    const part = { ...HOURS, accounts: ['111122223333'], regions: ['eu-west-1'] };

    expect(partitioningOf(TABLES['no partitions'], part).prunes).toEqual({});
    expect(partitioningOf(TABLES['manual partitions'], part).prunes).toEqual({
      ...HOURS,
      regions: ['eu-west-1'],
    });
    expect(partitioningOf(TABLES['Security Lake, source version 2'], part).prunes).toEqual(part);
  });
});

describe('the objects that Athena reads', () => {
  const part = { ...HOURS, accounts: ['111122223333'], regions: ['eu-west-1'] };

  it.each([
    ['AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/03/a.json.gz', true],
    ['AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/04/a.json.gz', true],
    ['AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/02/a.json.gz', false],
    ['AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/05/a.json.gz', false],
    ['AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/03/a.json.gz', false],
    ['AWSLogs/444455556666/CloudTrail/eu-west-1/2026/03/03/a.json.gz', false],
    ['AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/03/03/a.json.gz', false],
    ['AWSLogs/111122223333/Config/eu-west-1/2026/03/03/a.json.gz', false],
    ['aws/CLOUD_TRAIL_MGMT/2.0/region=eu-west-1/accountId=111122223333/eventDay=20260303/a', true],
    ['aws/CLOUD_TRAIL_MGMT/2.0/region=eu-west-1/accountId=111122223333/eventDay=20260301/a', false],
    ['aws/CLOUD_TRAIL_MGMT/2.0/region=us-east-1/accountId=111122223333/eventDay=20260303/a', false],
    ['aws/CLOUD_TRAIL_MGMT/2.0/region=eu-west-1/accountId=444455556666/', false],
    ['t/region=eu-west-1/year=2026/', true],
    ['t/region=eu-west-1/year=2025/', false],
    ['t/region=eu-west-1/year=2026/month=3/', true],
    ['t/region=eu-west-1/year=2026/month=4/', false],
    ['t/region=eu-west-1/year=2026/month=03/day=04/a', true],
    ['t/region=eu-west-1/year=2026/month=03/day=05/a', false],
    ['t/region=eu-west-1/year=x/a', true],
    ['anything/else', true],
  ])('%s: %s', (key, expected) => {
    expect(isScanned(key, part)).toBe(expected);
  });
});
