/**
 * The whole command with the real clients, on the Athena of an emulator: sqlglot translates its SQL for DuckDB. The
 * emulator reads no log files of CloudTrail, so the sample trail is there with one record per line.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  AthenaClient,
  CreateWorkGroupCommand,
  GetQueryExecutionCommand,
  ListQueryExecutionsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SECURITY_LAKE_2_COLUMNS } from '../support/athena-tables';
import { type CliRun, PROJECT_ROOT, runCli } from '../support/run-cli';
import { asSecurityLake, type Partition, SAMPLE_TRAIL, sampleObjects } from './athena/sample-table';
import { type Emulator, startEmulator } from './emulator/emulator';
import { CREDENTIALS, HOME_REGION } from './emulator/world';
import { runOrFail } from './tools/commands';
import { pythonTool } from './tools/toolchain';

const BUCKET = 'regionsweep-athena';
const RESULTS = `s3://${BUCKET}/results/`;
const FLAGS = ['--from', '2026-03-01', '--to', '2026-03-31'];

/** Where the emulator finds the values of partition keys: it knows no partition projection. */
const FOLDERS: Readonly<Record<string, (partition: Partition) => string>> = {
  projected: ({ account, region, year, month, day }) =>
    `projected/account=${account}/region=${region}/timestamp=${year}%2F${month}%2F${day}`,
  manual: ({ region, year, month, day }) =>
    `manual/region=${region}/year=${year}/month=${month}/day=${day}`,
  plain: ({ account }) => `plain/${account}`,
};

let emulator: Emulator;
let athena: AthenaClient;
let onDisk: CliRun;

beforeAll(async () => {
  emulator = await startEmulator();
  const options = { endpoint: emulator.endpoint, region: HOME_REGION, credentials: CREDENTIALS };
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  for (const folderOf of Object.values(FOLDERS)) {
    for (const { key, body } of sampleObjects(folderOf)) {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }));
    }
  }
  const folderInLake = ({ account, region, year, month, day }: Partition): string =>
    `lake/region=${region}/accountId=${account}/eventDay=${year}${month}${day}`;
  for (const { key, body } of sampleObjects(folderInLake, asSecurityLake)) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }));
  }
  s3.destroy();
  const glue = new GlueClient(options);
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'logs' } }));
  await glue.send(
    new CreateTableCommand({
      DatabaseName: 'logs',
      TableInput: {
        Name: 'cloud_trail_mgmt_2_0',
        Parameters: { table_type: 'ICEBERG', classification: 'json' },
        StorageDescriptor: {
          Location: `s3://${BUCKET}/lake`,
          Columns: Object.entries(SECURITY_LAKE_2_COLUMNS).map(([Name, Type]) => ({ Name, Type })),
        },
      },
    }),
  );
  glue.destroy();
  athena = new AthenaClient(options);
  await athena.send(
    new CreateWorkGroupCommand({
      Name: 'small',
      Configuration: {
        BytesScannedCutoffPerQuery: 10_000_000,
        ResultConfiguration: { OutputLocation: RESULTS },
      },
    }),
  );
  await create(documentedTable('projected'));
  await create(
    documentedTable('manual')
      .replace(
        /PARTITIONED BY \(.*?\)/s,
        'PARTITIONED BY (region STRING, year STRING, month STRING, day STRING)',
      )
      .replace(/TBLPROPERTIES[\s\S]*/, ''),
  );
  await create(
    documentedTable('plain')
      .replace(/PARTITIONED BY \(.*?\)/s, '')
      .replace(/TBLPROPERTIES[\s\S]*/, ''),
  );
  onDisk = await runCli(['replay', SAMPLE_TRAIL, ...FLAGS, '--format', 'ndjson']);
});

afterAll(async () => {
  athena?.destroy();
  await emulator?.stop();
});

/** The statement of docs/athena.md for a table over the objects of a folder. */
function documentedTable(folder: string): string {
  const page = readFileSync(path.join(PROJECT_ROOT, 'docs/athena.md'), 'utf8');
  const [, statement = ''] = /```sql\n(CREATE EXTERNAL TABLE[\s\S]*?)```/.exec(page) ?? [];
  return statement
    .replace('cloudtrail_logs', folder)
    .replace(/LOCATION '[^']*'/, `LOCATION 's3://${BUCKET}/${folder}'`);
}

async function create(statement: string): Promise<void> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: statement,
      QueryExecutionContext: { Database: 'logs' },
      ResultConfiguration: { OutputLocation: RESULTS },
    }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'SUCCEEDED') {
      return;
    }
    if (State === 'FAILED') {
      throw new Error(StateChangeReason);
    }
  }
}

function run(command: string, place: string, ...flags: readonly string[]) {
  const parameters = [command, place, '--workgroup', 'small', ...flags];
  return runCli(parameters, PROJECT_ROOT, emulator.environment);
}

describe('replay of athena:database.table', () => {
  it.each(Object.keys(FOLDERS))('finds in the table "%s" what is in the files', async (name) => {
    const inAthena = await run('replay', `athena:logs.${name}`, ...FLAGS, '--format', 'ndjson');

    expect(problemsOf(inAthena)).toEqual([]);
    expect(inAthena.exitCode).toBe(0);
    expect(inAthena.findings().length).toBeGreaterThan(0);
    expect(inAthena.stdout).toBe(onDisk.stdout);
    expect(inAthena.stderr).toMatch(
      /^athena: the query scans about [\d.]+ [KM]B, less than \$0\.01/m,
    );
    expect(inAthena.stderr).toMatch(/^athena {4}query [\w-]+ scanned [\d.]+ [KM]B/m);
  });

  it('scans less for one account and one day', async () => {
    const all = await run('replay', 'athena:logs.projected', ...FLAGS);
    const flags = ['--accounts', '444455556666', '--from', '2026-03-17', '--to', '2026-03-17'];
    const part = await run('replay', 'athena:logs.projected', ...flags);
    const partOnDisk = await runCli(['replay', SAMPLE_TRAIL, ...flags]);

    expect(part.stdout).toBe(partOnDisk.stdout);
    expect(expectedKilobytes(part)).toBeLessThan(expectedKilobytes(all) / 2);
  });

  it('reads the result of an earlier query, and starts none', async () => {
    const first = await run('replay', 'athena:logs.plain', ...FLAGS, '--format', 'ndjson');
    const [, id = ''] = /--query-id ([\w-]+)$/m.exec(first.stderr) ?? [];
    const before = await queries();

    const second = await run(
      'replay',
      'athena:logs.plain',
      ...FLAGS,
      '--format',
      'ndjson',
      '--query-id',
      id,
    );

    expect(second.stdout).toBe(first.stdout);
    expect(second.exitCode).toBe(0);
    expect(await queries()).toBe(before);
  });

  it('has no finding and no problem where no call is', async () => {
    const none = await run('replay', 'athena:logs.plain', '--from', '2026-06-01');

    expect(problemsOf(none)).toEqual([]);
    expect(none.exitCode).toBe(0);
  });

  it('names the nearest table if a table does not exist', async () => {
    const wrong = await run('replay', 'athena:logs.manuel', ...FLAGS);

    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toMatch(/"manuel" does not exist .* The nearest name is "manual"/);
  });

  it('starts nothing in a workgroup without a location for results', async () => {
    const parameters = ['replay', 'athena:logs.plain', ...FLAGS];
    const nowhere = await runCli(parameters, PROJECT_ROOT, emulator.environment);
    const somewhere = await runCli(
      [...parameters, '--output-location', RESULTS],
      PROJECT_ROOT,
      emulator.environment,
    );

    expect(nowhere.exitCode).toBe(2);
    expect(nowhere.stderr).toMatch(/workgroup primary has no location for results/);
    expect(somewhere.exitCode).toBe(0);
  });
});

describe('replay of security-lake:database.table', () => {
  it('finds in OCSF events what is in the log files', async () => {
    const place = 'security-lake:logs.cloud_trail_mgmt_2_0';
    const inLake = await run('replay', place, ...FLAGS, '--format', 'ndjson');

    expect(problemsOf(inLake)).toEqual([]);
    expect(inLake.exitCode).toBe(0);
    expect(inLake.stdout).toBe(onDisk.stdout);
    expect(inLake.stderr).toMatch(/^athena: the query scans at most [\d.]+ [KM]B/m);
  });
});

describe.each([
  ['tune', []],
  ['explain', ['--principal', 'arn:aws']],
])('%s of athena:database.table', (command, flags) => {
  it('shows what it shows of the files', async () => {
    const files = await runCli([command, SAMPLE_TRAIL, ...FLAGS, ...flags, '--format', 'json']);

    const inAthena = await run(
      command,
      'athena:logs.manual',
      ...FLAGS,
      ...flags,
      '--format',
      'json',
    );

    expect(inAthena.exitCode).toBe(0);
    expect(inAthena.stdout).toBe(files.stdout);
  });
});

describe('the SQL', () => {
  const folder = path.join(PROJECT_ROOT, 'test/athena/golden');

  it.each(readdirSync(folder))('of %s parses as Athena', async (file) => {
    const program = [
      'import pathlib, sqlglot, sys',
      'text = pathlib.Path(sys.argv[1]).read_text()',
      'print(type(sqlglot.parse_one(text, read="athena")).__name__)',
    ].join('\n');

    const { stdout } = await runOrFail('Parsing SQL', pythonTool('python'), [
      '-c',
      program,
      path.join(folder, file),
    ]);

    expect(stdout.trim()).toBe('Select');
  });
});

/** The lines about what could not be done. */
function problemsOf({ stderr }: CliRun): string[] {
  return stderr.split('\n').filter((line) => /^(?:problem|error):/.test(line));
}

async function queries(): Promise<number> {
  const command = new ListQueryExecutionsCommand({ WorkGroup: 'small' });
  return (await athena.send(command)).QueryExecutionIds?.length ?? 0;
}

function expectedKilobytes({ stderr }: CliRun): number {
  return Number(/the query scans about ([\d.]+) KB/.exec(stderr)?.[1]);
}
