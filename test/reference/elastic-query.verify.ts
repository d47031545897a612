import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import type { Finding } from '../../src/detection/finding';
import type { JsonObject } from '../../src/detection/json';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { formatSecond, parseEventTime } from '../../src/detection/time';
import { shortUserAgent } from '../../src/detection/user-agent';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { generateTrail } from '../../tools/samples/generate-trail';
import type { CloudTrailRecord } from '../../tools/samples/record';
import { settingsOf, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';
import {
  describeWithSharedData,
  readAttackTrail,
  readSharedRecords,
  SHARED_DATA,
} from '../support/shared-data';
import { type ElasticRow, runElasticQuery } from './elastic-query';

/** The Elastic rule looks at one quota, and not at its AWS default. */
const settings = settingsOf({
  windowing: 'tumbling',
  quotas: ['L-1216C47A'],
  awsDefaultQuota: false,
});

/** Denied calls that CloudTrail recorded without parameters. The Elastic rule looks at the parameters, and misses them. */
function isUnseenByElastic(record: object): boolean {
  const { requestParameters, errorCode } = record as JsonObject;
  return errorCode === 'AccessDenied' && requestParameters === null;
}

/**
 * What both return for a window. The query also returns the accounts that were called, where findings hold the accounts
 * of the callers too; and the request parameters, which follow from the rule.
 */
type ComparedRow = Omit<ElasticRow, 'accountIds' | 'requestParameters'>;

function compared(rows: readonly ElasticRow[]): ComparedRow[] {
  return rows.map(({ accountIds: _accountIds, requestParameters: _parameters, ...row }) => ({
    ...row,
    // In the form that a finding keeps.
    userAgents: [...new Set(row.userAgents.map(shortUserAgent))].sort(),
  }));
}

/** The findings of some records in tumbling windows. */
async function tumblingFindings(records: readonly unknown[]): Promise<readonly Finding[]> {
  const { calls } = takeCalls(unwrap(records), { settings, digest: sha256Digest });
  const { findings } = await detectInOrder(calls, {
    store: createMemorySweepStore(LIMITS),
    settings,
    severity: DEFAULT_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes: 0,
    digest: sha256Digest,
  });
  return findings;
}

/** These findings, in the form of the query's rows. */
async function tumblingRows(records: readonly unknown[]): Promise<ComparedRow[]> {
  const findings = await tumblingFindings(records);
  return findings.map(({ rule, window, principal, evidence }) => ({
    ruleId: rule.id,
    start: parseEventTime(window.start) as number,
    arn: principal.arn ?? null,
    regionCount: evidence.regionCount,
    callCount: evidence.callCount,
    eventTimes: evidence.eventTimes,
    identityTypes: evidence.identityTypes,
    accessKeyIds: evidence.accessKeyIds,
    sourceIps: evidence.sourceIps,
    userAgents: evidence.userAgents,
    regions: evidence.regions,
  }));
}

function generatedRecords(seed?: number): CloudTrailRecord[] {
  return generateTrail(seed === undefined ? {} : { seed }).files.flatMap((file) => file.records);
}

function distinct(records: readonly CloudTrailRecord[]): CloudTrailRecord[] {
  return [...new Map(records.map((record) => [record.eventID, record])).values()];
}

/**
 * Records of 200 principals, dense enough that about half of them sweep.
 *
 * @param deniedEvery how many quota calls there are for each denied one, whose parameters CloudTrail omits.
 */
function randomRecords(seed: number, deniedEvery = Number.POSITIVE_INFINITY): JsonObject[] {
  const call = fc.record({
    second: fc.integer({ min: 0, max: 89 }),
    region: fc.integer({ min: 0, max: 13 }),
  });
  const calls = fc.array(call, { minLength: 5, maxLength: 90, size: 'max' });
  const trails = fc.sample(fc.record({ calls, isQuota: fc.boolean() }), { numRuns: 200, seed });
  return trails.flatMap((trail, principal) =>
    trail.calls.map(({ second, region }, index) => ({
      eventSource: trail.isQuota ? 'servicequotas.amazonaws.com' : 'ec2.amazonaws.com',
      eventName: trail.isQuota ? 'GetServiceQuota' : 'DescribeInstances',
      eventTime: formatSecond(1_769_860_800 + second),
      awsRegion: `region-${region}`,
      eventID: uuid(principal * 1000 + index),
      ...(trail.isQuota && index % deniedEvery === deniedEvery - 1
        ? { errorCode: 'AccessDenied', requestParameters: null }
        : { requestParameters: { serviceCode: 'ec2', quotaCode: 'L-1216C47A' } }),
      sourceIPAddress: `192.0.2.${index % 3}`,
      userAgent: `agent/${index % 2}`,
      recipientAccountId: '111122223333',
      userIdentity: {
        type: 'IAMUser',
        arn: `arn:aws:iam::111122223333:user/${principal}`,
        accessKeyId: `AKIA${principal}`,
      },
    })),
  );
}

function withArn<Row extends ComparedRow>(rows: readonly Row[]): Row[] {
  return rows.filter(({ arn }) => arn !== null);
}

describe('tumbling windows and the Elastic query in DuckDB', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([1, 2, 3])('agree on a generated trail (seed %i)', async (seed) => {
    // Without what the query sees differently: copies of VPC endpoints and denied calls for a quota, see below; and what was
    // delivered twice, which the query counts twice.
    const records = distinct(generatedRecords(seed)).filter(
      (record) => record['eventType'] !== 'AwsVpceEvent' && !isUnseenByElastic(record),
    );
    const file = path.join(folder, `${seed}.ndjson.gz`);
    await writeFile(file, gzipSync(records.map((record) => JSON.stringify(record)).join('\n')));

    const elastic = await runElasticQuery(file, 'ndjson');

    expect(withArn(elastic).length).toBeGreaterThan(2);
    expect(await tumblingRows(records)).toEqual(compared(withArn(elastic)));
  });

  it.each(['log-files', 'typed-log-files', 'inferred-log-files'] as const)(
    'agree on log files (%s)',
    async (layout) => {
      const records = randomRecords(20260131);
      const files = path.join(folder, layout);
      await mkdir(files);
      for (const [index, part] of [records.slice(0, 1000), records.slice(1000)].entries()) {
        const text = JSON.stringify({ Records: part });
        await writeFile(path.join(files, `${index}.json.gz`), gzipSync(text));
      }

      const elastic = await runElasticQuery(path.join(files, '*.json.gz'), layout);

      expect(elastic.length).toBeGreaterThan(20);
      expect(await tumblingRows(records)).toEqual(compared(elastic));
    },
  );

  it('agree on random trails of many principals', async () => {
    const records = randomRecords(20260131);
    const file = path.join(folder, 'random.ndjson');
    await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));

    const elastic = await runElasticQuery(file, 'ndjson');

    expect(elastic.length).toBeGreaterThan(20);
    expect(await tumblingRows(records)).toEqual(compared(elastic));
  });

  it('differ in denied calls for a quota, which the query does not see', async () => {
    const records = randomRecords(20260131, 3);
    const file = path.join(folder, 'denied.ndjson');
    await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));

    const elastic = await runElasticQuery(file, 'ndjson');

    // Without these calls both agree; with them, RegionSweep also finds sweeps that the query misses.
    const seen = records.filter((record) => !isUnseenByElastic(record));
    expect(seen.length).toBeLessThan(records.length);
    expect(await tumblingRows(seen)).toEqual(compared(elastic));
    const found = await tumblingRows(records);
    const keyOf = ({ ruleId, start, arn }: ComparedRow): string => `${ruleId} ${start} ${arn}`;
    expect(found.map(keyOf)).toEqual(expect.arrayContaining(elastic.map(keyOf)));
    expect(found.length).toBeGreaterThan(elastic.length);
  });

  it('name the accounts that were called', async () => {
    const records = randomRecords(20260131);
    const file = path.join(folder, 'accounts.ndjson');
    await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));

    const elastic = await runElasticQuery(file, 'ndjson');

    const findings = await tumblingFindings(records);
    expect(findings.map(({ evidence }) => evidence.accountIds)).toEqual(
      elastic.map(({ accountIds }) => accountIds),
    );
  });

  it('differ in the group the query makes of everyone without an ARN, and in copies of VPC endpoints', async () => {
    const records = generatedRecords();
    const file = path.join(folder, 'differing.ndjson');
    await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));

    const elastic = await runElasticQuery(file, 'ndjson');

    const ours = (await tumblingRows(records)).map(({ arn }) => arn);
    const theirs = elastic.map(({ arn }) => arn).filter((arn) => !ours.includes(arn));
    expect(new Set(theirs)).toEqual(
      new Set([null, 'arn:aws:sts::123456789012:assumed-role/partner-sync/partner-sync']),
    );
  });
});

describeWithSharedData('tumbling windows and the Elastic query in DuckDB, on real records', () => {
  it('agree on the six sweeps of console-sessions', async () => {
    const elastic = await runElasticQuery(
      path.join(SHARED_DATA, 'console-sessions.ndjson.gz'),
      'ndjson',
    );

    expect(elastic).toHaveLength(6);
    expect(await tumblingRows(await readSharedRecords('console-sessions.ndjson.gz'))).toEqual(
      compared(elastic),
    );
  });

  it('agree that attack-trail holds none', async () => {
    expect(await readdir(path.join(SHARED_DATA, 'attack-trail'))).toHaveLength(55);

    const elastic = await runElasticQuery(
      path.join(SHARED_DATA, 'attack-trail/*.json.gz'),
      'log-files',
    );

    expect(elastic).toEqual([]);
    expect(await tumblingRows(await readAttackTrail())).toEqual([]);
  });
});
