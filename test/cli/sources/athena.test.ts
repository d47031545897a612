import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../../cli/run-command-line';
import { type AthenaAnswers, AthenaFault, startAthenaStandIn } from '../../support/athena-stand-in';
import { CLOUDTRAIL_COLUMNS } from '../../support/athena-tables';
import { CLEAN_FOLDER, cliRun, runCli } from '../../support/run-cli';
import { type S3StandInOptions, startS3StandIn } from '../../support/s3-stand-in';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const TABLE = 'athena:logs.trail';
const DAYS = ['--from', '2026-03-01', '--to', '2026-03-31'];
const RESULT = { OutputLocation: `s3://my-trail/results/${ID}.csv` };

/** Twelve calls of a sweep, a second apart, as the query writes them. */
function callsOf(user: string): string[] {
  return Array.from({ length: 12 }, (_, index) =>
    JSON.stringify({
      eventSource: 'ec2.amazonaws.com',
      eventName: 'DescribeInstances',
      eventTime: `2026-03-03T12:00:${String(index).padStart(2, '0')}Z`,
      eventType: 'AwsApiCall',
      awsRegion: `region-${index}`,
      eventID: `${user}-${index}`,
      errorCode: null,
      recipientAccountId: '111122223333',
      requestParameters: null,
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${user}` },
    }),
  );
}

/** The object that Athena writes: each value in quotation marks. */
function csvOf(rows: readonly string[], column = 'record'): Buffer {
  return Buffer.from(
    [column, ...rows].map((value) => `"${value.replaceAll('"', '""')}"\n`).join(''),
  );
}

function columnsOf(names: object): object[] {
  return Object.entries(names).map(([Name, Type]) => ({ Name, Type }));
}

function tableOf(change: object = {}): object {
  return {
    Name: 'trail',
    Columns: columnsOf(CLOUDTRAIL_COLUMNS),
    PartitionKeys: [
      { Name: 'region', Type: 'string' },
      { Name: 'timestamp', Type: 'string' },
    ],
    Parameters: {
      location: 's3://my-trail/AWSLogs/111122223333/CloudTrail',
      'projection.enabled': 'true',
      'projection.timestamp.type': 'date',
      'projection.timestamp.format': 'yyyy/MM/dd',
      'projection.timestamp.range': '2020/01/01,NOW',
    },
    ...change,
  };
}

function workgroupOf(change: object = {}): object {
  return {
    WorkGroup: {
      Name: 'primary',
      State: 'ENABLED',
      Configuration: { ResultConfiguration: { OutputLocation: 's3://my-trail/results/' } },
      ...change,
    },
  };
}

/** The state of the query. */
function query(State: string, change: object = {}): Readonly<Record<string, unknown>> {
  return {
    QueryExecution: {
      QueryExecutionId: ID,
      Status: { State },
      ResultConfiguration: RESULT,
      Statistics: { DataScannedInBytes: 3_200_000_000 },
      ...change,
    },
  };
}

const ANSWERS: AthenaAnswers = {
  GetTableMetadata: { TableMetadata: tableOf() },
  GetWorkGroup: workgroupOf() as Readonly<Record<string, unknown>>,
  StartQueryExecution: { QueryExecutionId: ID },
  GetQueryExecution: [query('QUEUED'), query('RUNNING'), query('SUCCEEDED')],
};

const LOG = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026';
const OBJECTS = {
  [`results/${ID}.csv`]: csvOf(callsOf('ci')),
  [`${LOG}/03/03/a.json.gz`]: Buffer.alloc(4_200_000),
  [`${LOG}/07/03/b.json.gz`]: Buffer.alloc(9_000_000),
};

/** Runs a command against stand-ins for Athena and S3. */
async function replay(
  answers: AthenaAnswers = {},
  flags: readonly string[] = DAYS,
  s3Options: Partial<S3StandInOptions> = {},
  paths: readonly string[] = [TABLE],
) {
  const athena = await startAthenaStandIn({ ...ANSWERS, ...answers });
  const s3 = await startS3StandIn({ bucket: 'my-trail', objects: OBJECTS, ...s3Options });
  try {
    const environment = { ...s3.environment, ...athena.environment };
    const run = await runCli(['replay', ...paths, ...flags], undefined, environment);
    const requested = athena.requests.map(([name]) => name);
    return { ...run, requests: athena.requests, requested };
  } finally {
    await athena.stop();
    await s3.stop();
  }
}

describe('replay of athena:database.table', () => {
  it('finds the sweeps in the result of its query', async () => {
    const run = await replay();

    expect(run.exitCode).toBe(0);
    expect(run.findings().map(({ principal }) => principal.arn)).toEqual([
      'arn:aws:iam::111122223333:user/ci',
    ]);
    expect(run.stderr).toMatch(/^athena {4}query 01234567-\S+ scanned 3\.2 GB, about \$0\.02 at /m);
  });

  it('prints the price of the days before the query starts, and the ID as soon as it has', async () => {
    const { stderr } = await replay();

    const [price, started] = stderr.split('\n').filter((line) => line.startsWith('athena: '));
    expect(price).toBe(
      'athena: the query scans about 4.2 MB, less than $0.01 at $5 per TB (us-east-1 list price)',
    );
    expect(started).toContain(`run the same command with --query-id ${ID}`);
  });

  it('runs the query in the workgroup and the place that flags name', async () => {
    const flags = ['--workgroup', 'security', '--output-location', 's3://other/place'];
    const { requests } = await replay({}, [...DAYS, ...flags]);

    expect(requests.find(([name]) => name === 'StartQueryExecution')?.[1]).toMatchObject({
      WorkGroup: 'security',
      ResultConfiguration: { OutputLocation: 's3://other/place/' },
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'logs' },
      QueryString: expect.stringContaining('"timestamp" >= \'2026/02/28\''),
    });
  });

  it.each<[string, object]>([
    ['S3 denies access', {}],
    ['Athena keeps it itself', { ResultConfiguration: undefined }],
  ])('reads the result page by page if %s', async (_, change) => {
    const [first = [], second = []] = [callsOf('ci').slice(0, 5), callsOf('ci').slice(5)];
    const pageOf = (rows: readonly string[], NextToken?: string) => ({
      ResultSet: {
        Rows: rows.map((VarCharValue) => ({ Data: [{ VarCharValue }] })),
        ResultSetMetadata: { ColumnInfo: [{ Name: 'record', Type: 'varchar' }] },
      },
      NextToken,
    });
    const run = await replay(
      {
        GetQueryExecution: query('SUCCEEDED', change),
        GetQueryResults: [pageOf(['record', ...first], 'next'), pageOf(second)],
      },
      DAYS,
      {
        fault: (request) =>
          request.startsWith('get') ? { code: 'AccessDenied', status: 403 } : undefined,
      },
    );

    expect({ exitCode: run.exitCode, findings: run.findings().length }).toEqual({
      exitCode: 0,
      findings: 1,
    });
  });

  it('fetches a part of the result again if the transfer breaks off', async () => {
    let faults = 0;
    const run = await replay({}, DAYS, {
      fault: (request) => {
        faults += 1;
        return request.startsWith('get') && faults < 4 ? 'break-off' : undefined;
      },
    });

    expect(run.exitCode).toBe(0);
    expect(run.findings()).toHaveLength(1);
  });

  it('has no finding and no problem if no row matches', async () => {
    const run = await replay({}, DAYS, { objects: { [`results/${ID}.csv`]: csvOf([]) } });

    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/^problems {2}0$/m);
    expect(run.stderr).toMatch(/^warning: The table has no call that the rules look for/m);
  });

  it('reads the result of a query that has ended, and starts none', async () => {
    const run = await replay({}, [...DAYS, '--query-id', ID]);

    expect(run.findings()).toHaveLength(1);
    expect(run.requested).not.toContain('StartQueryExecution');
    expect(run.requested).not.toContain('GetWorkGroup');
  });

  it('warns if the query that has ended is another', async () => {
    const answers = { GetQueryExecution: query('SUCCEEDED', { Query: 'SELECT 1' }) };
    const run = await replay(answers, [...DAYS, '--query-id', ID]);

    expect(run.stderr).toMatch(/^warning: The query \S+ does not fit these flags/m);
  });

  it('says that a result is not that of its query', async () => {
    const run = await replay({}, [...DAYS, '--query-id', ID], {
      objects: { [`results/${ID}.csv`]: csvOf(['1'], 'count') },
    });

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/the result of the query \S+ has no column record/);
  });
});

describe('a table whose partitions do not cover its files', () => {
  it('is a problem if Athena scans nothing', async () => {
    const Statistics = { DataScannedInBytes: 0 };
    const run = await replay({ GetQueryExecution: query('SUCCEEDED', { Statistics }) });

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(
      /^problem: athena:logs\.trail, byte 0: Athena scanned 0\.0 KB of about 4\.2 MB\..*ADD PARTITION/m,
    );
  });

  it('is a warning if Athena scans less than half', async () => {
    const Statistics = { DataScannedInBytes: 1_000_000 };
    const run = await replay({ GetQueryExecution: query('SUCCEEDED', { Statistics }) });

    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/^warning: Athena scanned 1\.0 MB of about 4\.2 MB\./m);
  });
});

describe('a query that fails', () => {
  it.each<[string, string, RegExp]>([
    ['FAILED', 'Query exhausted resources at this scale factor', /it failed: Query exhausted/],
    ['CANCELLED', 'Bytes scanned limit was exceeded', /BytesScannedCutoffPerQuery.*--from/],
    ['FAILED', 'Insufficient Lake Formation permission(s)', /Lake Formation denies.*Select/],
    ['FAILED', 'Access Denied (Service: Amazon S3)', /allow s3:ListBucket and s3:GetObject/],
    ['CANCELLED', '', /it was cancelled/],
  ])('in state %s (%s) is a problem, and other paths are read', async (State, reason, words) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
    const file = path.join(folder, 'a.ndjson');
    writeFileSync(file, callsOf('other').join('\n'));

    const Status = { State, StateChangeReason: reason };
    const answers = { GetQueryExecution: [query('RUNNING'), query(State, { Status })] };
    const run = await replay(answers, DAYS, {}, [file, TABLE]);

    rmSync(folder, { recursive: true });
    expect(run.exitCode).toBe(1);
    expect(run.findings()).toHaveLength(1);
    const problem = run.stderr.split('\n').find((line) => line.startsWith('problem: '));
    expect(problem).toContain(`${TABLE}, byte 0: The query ${ID} has no result: `);
    expect(problem).toMatch(words);
  });

  it('cannot be started without permission, which the error names', async () => {
    const message = `User: arn:aws:iam::1:user/x is not authorized to perform: athena:StartQueryExecution on resource: y`;
    const run = await replay({
      StartQueryExecution: new AthenaFault('AccessDeniedException', message),
    });

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(
      'error: The query cannot be started: access is denied; allow athena:StartQueryExecution (AccessDeniedException).',
    );
  });

  it('can be resumed if the session ends while it runs', async () => {
    const expired = new AthenaFault('ExpiredTokenException', 'The security token is expired');
    const run = await replay({ GetQueryExecution: [query('RUNNING'), expired] });

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/credentials have expired; sign in again.*--query-id 01234567/);
  });
});

describe('what is refused before a query starts', () => {
  const databases = { DatabaseList: [{ Name: 'logs' }, { Name: 'security' }] };
  const missing = new AthenaFault('MetadataException', 'EntityNotFoundException: Table not found');
  const cutoff = (bytes: number) =>
    workgroupOf({
      Configuration: {
        BytesScannedCutoffPerQuery: bytes,
        ResultConfiguration: { OutputLocation: 's3://my-trail/results/' },
      },
    }) as Readonly<Record<string, unknown>>;

  it.each<[string, AthenaAnswers, readonly string[], RegExp]>([
    ['a path without a table', {}, ['athena:logs'], /"athena:logs" is not a table of Athena/],
    ['a hostile path', {}, ['athena:a.b"; DROP TABLE c; --'], /is not a table of Athena/],
    [
      'a table that does not exist',
      {
        GetTableMetadata: missing,
        ListDatabases: databases,
        ListTableMetadata: { TableMetadataList: [{ Name: 'vpc_flow' }, { Name: 'trails' }] },
      },
      [TABLE],
      /table "trail" does not exist in the database "logs" in us-east-1\. The nearest name is "trails"/,
    ],
    [
      'a database that does not exist',
      { GetTableMetadata: missing, ListDatabases: databases },
      ['athena:logz.trail'],
      /database "logz" does not exist in us-east-1\. The nearest name is "logs"/,
    ],
    [
      'a table that does not exist, without permission to list the others',
      {
        GetTableMetadata: missing,
        ListDatabases: new AthenaFault('AccessDeniedException', 'no'),
        ListTableMetadata: new AthenaFault('AccessDeniedException', 'no'),
      },
      [TABLE],
      /table "trail" does not exist .* Check the name and AWS_REGION/,
    ],
    [
      'a table without a needed column',
      {
        GetTableMetadata: {
          TableMetadata: tableOf({
            Columns: columnsOf({ ...CLOUDTRAIL_COLUMNS, eventid: undefined }).filter(
              (column) => (column as { Type?: string }).Type !== undefined,
            ),
          }),
        },
      },
      [TABLE],
      /table logs\.trail has no column eventid\. .*docs\/athena\.md/,
    ],
    [
      'a workgroup that does not exist',
      { GetWorkGroup: new AthenaFault('InvalidRequestException', 'WorkGroup is not found.') },
      [TABLE, '--workgroup', 'secops'],
      /--workgroup: "secops" does not exist in us-east-1/,
    ],
    [
      'a workgroup that is disabled',
      { GetWorkGroup: workgroupOf({ State: 'DISABLED' }) as Readonly<Record<string, unknown>> },
      [TABLE],
      /"primary" is disabled/,
    ],
    [
      'a workgroup without a place for results',
      { GetWorkGroup: workgroupOf({ Configuration: {} }) as Readonly<Record<string, unknown>> },
      [TABLE],
      /primary has no location for results\. Add --output-location s3:/,
    ],
    [
      'a scan above the limit of the workgroup',
      { GetWorkGroup: cutoff(4_000_000) },
      [TABLE, ...DAYS],
      /query would scan 4\.2 MB, and the workgroup primary cancels queries above 4\.0 MB/,
    ],
    [
      'a table that needs flags',
      {
        GetTableMetadata: {
          TableMetadata: tableOf({
            Parameters: { 'projection.enabled': 'true', 'projection.region.type': 'injected' },
          }),
        },
      },
      [TABLE],
      /can only be queried with --regions/,
    ],
    [
      'a flag without a table',
      {},
      ['-', '--workgroup', 'x'],
      /--workgroup "x" needs a path such as/,
    ],
    ['a workgroup that is no name', {}, [TABLE, '--workgroup', 'a b'], /"a b" is not the name/],
    ['a query ID that is none', {}, [TABLE, '--query-id', '1'], /"1" is not the ID of a query/],
    [
      'a location that is none',
      {},
      [TABLE, '--output-location', 'results'],
      /"results" is not an S3 location/,
    ],
    [
      'a query ID with two tables',
      {},
      [TABLE, 'athena:logs.other', '--query-id', ID],
      /is the query of one table, and there are 2/,
    ],
  ])('%s', async (_, answers, [place = '', ...flags], words) => {
    const paths = flags[0]?.startsWith('athena:') ? [place, flags[0]] : [place];
    const run = await replay(answers, flags.slice(paths.length - 1), {}, paths);

    expect(run.stderr).toMatch(words);
    expect(run.exitCode).toBe(2);
    expect(run.requested).not.toContain('StartQueryExecution');
  });

  it('a region that is not set', async () => {
    const s3 = await startS3StandIn({ bucket: 'my-trail', objects: {} });
    const run = await runCli(['replay', TABLE], undefined, s3.environment);
    await s3.stop();

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('error: No AWS region is set. Set AWS_REGION to the region of');
  });
});

describe('what Athena can do without', () => {
  it('reads no settings of a workgroup that it may not see, and says so', async () => {
    const message = 'x is not authorized to perform: athena:GetWorkGroup on resource: y';
    const run = await replay({ GetWorkGroup: new AthenaFault('AccessDeniedException', message) });

    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/data limit of the workgroup primary is unknown: .*GetWorkGroup/);
  });

  it('estimates no cost of objects that it may not list, and says so', async () => {
    const run = await replay({}, DAYS, {
      fault: (request) =>
        request.startsWith('list') ? { code: 'AccessDenied', status: 403 } : undefined,
    });

    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(
      /^athena: the cost of the scan is unknown: access is denied; allow/m,
    );
  });

  it('says that a workgroup overrides the place of the result', async () => {
    const enforced = workgroupOf({
      Configuration: {
        EnforceWorkGroupConfiguration: true,
        ResultConfiguration: { OutputLocation: 's3://my-trail/results/' },
      },
    }) as Readonly<Record<string, unknown>>;
    const flags = ['--output-location', 's3://other/'];
    const run = await replay({ GetWorkGroup: enforced }, [...DAYS, ...flags]);

    expect(run.stderr).toMatch(/--output-location has no effect: .* enforces its own/);
  });
});

describe('Ctrl-C', () => {
  it('stops the query, and the exit code says so', async () => {
    const athena = await startAthenaStandIn({ ...ANSWERS, GetQueryExecution: query('RUNNING') });
    const s3 = await startS3StandIn({ bucket: 'my-trail', objects: OBJECTS });
    const before = process.env;
    process.env = { ...s3.environment, ...athena.environment };
    const written: string[] = [];
    let interrupt = (): void => {};
    const screen = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString());
        done();
      },
    });
    const running = runCommandLine(['replay', TABLE, ...DAYS, '--format', 'ndjson'], {
      stdout: screen,
      stderr: screen,
      stdin: () => Readable.from([]),
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
      workingDirectory: CLEAN_FOLDER,
    });
    while (!athena.requests.some(([name]) => name === 'GetQueryExecution')) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }

    interrupt();

    const run = cliRun(await running, '', written.join(''));
    process.env = before;
    await athena.stop();
    await s3.stop();
    expect(run.exitCode).toBe(130);
    expect(run.stderr).toMatch(/^athena: Athena stops the query 01234567-/m);
    expect(athena.requests.at(-1)).toEqual(['StopQueryExecution', { QueryExecutionId: ID }]);
  });
});
