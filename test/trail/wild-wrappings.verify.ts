import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CliRun, runCli } from '../support/run-cli';
import { recordsOf, type WildRecord } from './wild/records';
import type { WildShape } from './wild/shape';
import { WILD_SHAPES as ALL_SHAPES } from './wild-wrappings';

const NOTIFICATION = 'sqs-s3-notification.json';
const WILD_SHAPES = ALL_SHAPES.filter(({ name }) => name !== NOTIFICATION);

/** Shapes whose records, or the members that a call needs, nobody can take out. Each is a problem. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'python-repr.txt',
  'cwl-tail-json.txt',
  'cwl-insights-fields.json',
  'cwl-insights-console-fields.csv',
  'lookup-table.txt',
  'lookup-query-names.json',
  'lookup-powershell.csv',
  'elastic-fields.json',
  'elastic-no-original.json',
  'elastic-no-original-dotted.jsonl',
  'kibana-discover.csv',
  'logstash-codec.jsonl',
  'splunk-table.csv',
  'splunk-results.xml',
  'steampipe.json',
  'athena-few-columns.csv',
  'athena-api-few-columns.json',
  'athena-unload-text',
  'lake-api-few-columns.json',
  'lake-result_sign.json',
  'security-lake-athena.csv',
]);

/** Shapes in which the sweep is found next to something that is not understood. */
const HAS_PROBLEMS: ReadonlySet<string> = new Set([
  'lookup-yaml.yaml',
  'lookup-query-list.json',
  'lookup-boto3-repr.txt',
  'console-event-history.csv',
]);

/** Twelve calls, one a second. */
const SWEEP = {
  regionCount: 12,
  callCount: 12,
  deniedCount: 1,
  firstCall: '2026-03-14T09:26:40Z',
  lastCall: '2026-03-14T09:26:51Z',
};

let folder: string;
let together: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-wild-'));
  together = path.join(folder, 'together');
  await mkdir(together);
  for (const [no, shape] of ALL_SHAPES.entries()) {
    const place = shape.name === NOTIFICATION ? folder : together;
    await writeFile(path.join(place, shape.name), await shape.write(callsOf(shape, no)));
  }
});

afterAll(() => rm(folder, { recursive: true }));

describe('alone', () => {
  it.each(WILD_SHAPES.filter(({ name }) => !UNREADABLE.has(name)))(
    'finds the sweep in $name',
    async (shape) => {
      const run = await replay(path.join(together, shape.name));

      expect(run.findings()).toMatchObject([{ evidence: SWEEP }]);
      expect(run.stdout).toContain(identityIn(shape));
      expect(run.exitCode).toBe(HAS_PROBLEMS.has(shape.name) ? 1 : 0);
    },
  );

  it.each([...UNREADABLE])('names %s, which it cannot read', async (name) => {
    const run = await replay(path.join(together, name));

    expect(run.findings()).toEqual([]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(name === 'logstash-codec.jsonl' ? 'eventTime is missing' : name);
  });

  it('passes over a notification, which contains no records', async () => {
    const run = await replay(path.join(folder, NOTIFICATION));

    expect(run.stderr).toContain('1 s3-notification');
  });
});

it('finds the sweep of every shape that it can read in one folder', async () => {
  const run = await replay(together);

  // A search of a folder passes over names that end in .yaml.
  const readable = WILD_SHAPES.filter(
    ({ name }) => !UNREADABLE.has(name) && !name.endsWith('.yaml'),
  );
  expect(run.findings()).toHaveLength(readable.length);
  expect(readable.filter((shape) => !run.stdout.includes(identityIn(shape)))).toEqual([]);
});

/** The console's CSV file has no ARN: the access key stands for the user. */
function identityIn(shape: WildShape): string {
  return shape.name === 'console-event-history.csv' ? 'AKIAWILDEXAMPLE' : `:user/${userOf(shape)}"`;
}

function userOf(shape: WildShape): string {
  return `u-${shape.name}`;
}

function callsOf(shape: WildShape, no: number): WildRecord[] {
  return recordsOf(userOf(shape), no);
}

function replay(file: string): Promise<CliRun> {
  return runCli(['replay', file, '--format', 'ndjson']);
}
