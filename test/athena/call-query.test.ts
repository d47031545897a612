import { readFileSync } from 'node:fs';
import path from 'node:path';
import { callQuery } from '../../src/athena/call-query';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { parseEventTime } from '../../src/detection/time';
import { CLOUDTRAIL_COLUMNS, TABLES, table } from '../support/athena-tables';

const SETTINGS = DEFAULT_CONFIG.rules;
const PART = {
  from: parseEventTime('2026-03-01T00:00:00Z') ?? 0,
  to: parseEventTime('2026-04-01T00:00:00Z') ?? 0,
  accounts: ['111122223333'],
  regions: ['eu-west-1', 'us-east-1'],
};

function only(id: RuleId, own: Partial<RuleSettings> = {}): Record<RuleId, RuleSettings> {
  const disabled = Object.entries(SETTINGS).map(([name, settings]) => [
    name,
    { ...settings, enabled: name === id, ...(name === id && own) },
  ]);
  return Object.fromEntries(disabled) as Record<RuleId, RuleSettings>;
}

describe('the query for the calls of the rules', () => {
  // A golden file is what this query is, to be read and to be pasted into Athena.
  it.each(Object.entries(TABLES))('over a table with %s', (kind, given) => {
    const golden = path.join(__dirname, 'golden', `${kind.replaceAll(/\W+/g, '-')}.sql`);

    expect(callQuery(given, SETTINGS, PART)).toBe(readFileSync(golden, 'utf8'));
  });

  it('asks for the calls of enabled rules only', () => {
    const sql = callQuery(TABLES['no partitions'], only('describe-instances'), {});

    expect(sql).toContain('DescribeInstances');
    expect(sql).not.toContain('GetServiceQuota');
  });

  it('asks for the quotas that are configured', () => {
    const own = { quotas: ['L-1216C47A'], awsDefaultQuota: false };
    const sql = callQuery(TABLES['no partitions'], only('get-service-quota', own), {});

    expect(sql).toContain(`"eventname" = 'GetServiceQuota'\n`);
    expect(sql).toContain(`'$.quotaCode'), 'L-1216C47A') = 'L-1216C47A'`);
  });

  it('limits nothing that no flag limits', () => {
    const sql = callQuery(TABLES['partition projection'], only('describe-instances'), {});

    expect(sql.slice(sql.indexOf('WHERE'))).toBe(
      [
        `WHERE coalesce("eventtype", 'AwsApiCall') = 'AwsApiCall'`,
        `  AND (("eventsource" = 'ec2.amazonaws.com'`,
        `      AND "eventname" = 'DescribeInstances'))`,
        '',
      ].join('\n'),
    );
  });

  it('writes names and values so that they end nothing', () => {
    const hostile = {
      ...table({ ...CLOUDTRAIL_COLUMNS }, []),
      name: { database: 'a"b', table: `t"; DROP TABLE x; --` },
    };
    const own = { quotas: [`L' OR '1'='1`] };
    const sql = callQuery(hostile, only('get-service-quota', own), {});

    expect(sql).toContain(`FROM "a""b"."t""; DROP TABLE x; --"`);
    expect(sql).toContain(`= 'L'' OR ''1''=''1'`);
  });
});
