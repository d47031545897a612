import { coverageWarnings, neededColumns } from '../../src/athena/coverage';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseEventTime } from '../../src/detection/time';
import { CLOUDTRAIL_COLUMNS, TABLES, table } from '../support/athena-tables';

const SETTINGS = DEFAULT_CONFIG.rules;
const NOW = parseEventTime('2026-06-01T00:00:00Z') ?? 0;
const MARCH = {
  from: parseEventTime('2026-03-01T00:00:00Z') ?? 0,
  to: parseEventTime('2026-04-01T00:00:00Z') ?? 0,
};

function without(...names: readonly string[]) {
  const kept = Object.entries(CLOUDTRAIL_COLUMNS).filter(([name]) => !names.includes(name));
  return table(Object.fromEntries(kept), []);
}

function projected(parameters: Readonly<Record<string, string>>) {
  return table(CLOUDTRAIL_COLUMNS, ['account', 'region', 'timestamp'], {
    'projection.enabled': 'true',
    'projection.timestamp.type': 'date',
    'projection.timestamp.format': 'yyyy/MM/dd',
    ...parameters,
  });
}

describe('the columns that a query needs', () => {
  it('are named if the table lacks them', () => {
    expect(neededColumns(without('eventid', 'useridentity', 'useragent'), SETTINGS)).toEqual([
      'eventid',
      'useridentity',
    ]);
  });

  it('include the parameters only if an enabled rule looks at them', () => {
    const settings = {
      ...SETTINGS,
      'get-service-quota': { ...SETTINGS['get-service-quota'], enabled: false },
    };

    expect(neededColumns(without('requestparameters'), SETTINGS)).toEqual(['requestparameters']);
    expect(neededColumns(without('requestparameters'), settings)).toEqual([]);
  });
});

describe('warnings about what a table cannot show', () => {
  it('are absent for a table over all regions that is partitioned by the flags', () => {
    const given = TABLES['partition projection'];

    expect(coverageWarnings(given, SETTINGS, MARCH, NOW)).toEqual([]);
  });

  it.each<[string, Parameters<typeof coverageWarnings>[0], object, RegExp]>([
    ['no limits', TABLES['partition projection'], {}, /scans the whole table\. Add --from/],
    ['no partitions', TABLES['no partitions'], MARCH, /no partitions that --from and --to can/],
    [
      'no partitions by account',
      TABLES['manual partitions'],
      { accounts: ['111122223333'] },
      /no partitions that --accounts can select/,
    ],
    [
      'a range that begins later',
      projected({ 'projection.timestamp.range': '2026/03/10,NOW' }),
      MARCH,
      /shows nothing before 2026-03-10T00:00:00Z/,
    ],
    [
      'a relative range that begins later',
      projected({ 'projection.timestamp.range': 'NOW-30DAYS,NOW' }),
      MARCH,
      /shows nothing before 2026-05-02T00:00:00Z/,
    ],
    [
      'the folder of one region',
      projected({ location: 's3://b/AWSLogs/111122223333/CloudTrail/us-east-1' }),
      MARCH,
      /covers the region us-east-1 only, and a sweep needs calls in 10 regions/,
    ],
    [
      'a list of few regions',
      projected({
        'projection.region.type': 'enum',
        'projection.region.values': 'us-east-1,eu-west-1',
      }),
      MARCH,
      /covers 2 regions, and a sweep needs calls in 10 regions/,
    ],
    [
      'a list of accounts that lacks one',
      projected({
        'projection.account.type': 'enum',
        'projection.account.values': '444455556666',
      }),
      { ...MARCH, accounts: ['111122223333', '444455556666'] },
      /does not show 111122223333: its property projection\.account\.values lacks it/,
    ],
    ['columns that are missing', without('useragent'), MARCH, /has no column useragent/],
  ])('%s', (_, given, part, words) => {
    expect(coverageWarnings(given, SETTINGS, part, NOW).join('\n')).toMatch(words);
  });
});
