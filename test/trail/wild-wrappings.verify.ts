import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Finding } from '../../src/detection/finding';
import { type CliRun, runCli } from '../support/run-cli';
import { recordsOf, type WildRecord } from './wild/records';
import type { WildShape } from './wild/shape';
import { WILD_SHAPES } from './wild-wrappings';

const FIRST_CALL = '2026-03-14T09:26:40.000Z';
const LAST_CALL = '2026-03-14T09:26:51.000Z';

let folder: string;
let together: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-wild-'));
  together = path.join(folder, 'together');
  await mkdir(together);
  for (const [no, shape] of WILD_SHAPES.entries()) {
    await writeFile(path.join(together, shape.name), await shape.write(callsOf(shape, no)));
  }
});

afterAll(() => rm(folder, { recursive: true }));

test('each shape alone gives the finding, or a problem that names the file', async () => {
  const results: string[] = [];
  for (const shape of WILD_SHAPES) {
    const run = await replay(path.join(together, shape.name));
    results.push(
      `${shape.name}\t${resultOf(shape, run)}\t${run.stderr.trim().slice(0, 400).replaceAll('\n', ' / ')}`,
    );
  }
  await writeFile(process.env['WILD_TABLE'] ?? '/dev/null', results.join('\n'));
}, 300_000);

test('all shapes together', async () => {
  const run = await replay(together);
  const found = run.findings().map((f) => JSON.stringify(f));
  const missing = WILD_SHAPES.filter((s) => !found.some((f) => f.includes(userOf(s))));
  await writeFile(
    `${process.env['WILD_TABLE'] ?? '/dev/null'}.together`,
    `${run.exitCode}\n${found.length}\n${missing.map((s) => s.name).join('\n')}\n${run.stderr}`,
  );
}, 300_000);

function userOf(shape: WildShape): string {
  return `u-${shape.name}`;
}

function callsOf(shape: WildShape, no: number): WildRecord[] {
  return recordsOf(userOf(shape), no);
}

function replay(file: string): Promise<CliRun> {
  return runCli(['replay', file, '--format', 'ndjson']);
}

function resultOf(shape: WildShape, run: CliRun): string {
  const findings = run.findings();
  if (findings.length === 0)
    return `exit ${run.exitCode}, no finding${run.stderr.includes(shape.name) ? '' : ', FILE NOT NAMED'}`;
  const wrong = findings.flatMap((finding) => wrongIn(shape, finding));
  return `exit ${run.exitCode}, ${findings.length} finding${wrong.length ? ` WRONG ${wrong.join()}` : ''}`;
}

function wrongIn(shape: WildShape, finding: Finding): string[] {
  const text = JSON.stringify(finding);
  return [
    ...(text.includes(`:user/${userOf(shape)}`) ? [] : ['arn']),
    ...(text.includes(FIRST_CALL) ? [] : ['first']),
    ...(text.includes(LAST_CALL) ? [] : ['last']),
    ...(/"regions":\s*12|"regionCount":\s*12/u.test(text) ? [] : [text.slice(0, 600)]),
  ];
}
