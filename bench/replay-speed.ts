import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { logFileText } from '../examples/generator/delivery';
import { generateTrail } from '../examples/generator/generate-trail';
import { compress } from '../examples/generator/sample-files';
import { type Measurement, rounded, withBudget } from './measurement';

const ROOT = path.join(__dirname, '..');

/** Days of the generator's traffic; each is a folder of its own. */
const DAYS = 20;

/** The best of so many runs counts, because everything else on the machine only adds to the time. */
const RUNS = 3;

/** Replay and the Elastic query in DuckDB, whole process against whole process, on the same files. */
export async function measureReplaySpeed(): Promise<Measurement[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    const records = writeTrail(folder);
    const on = `${records} records in .json.gz files, whole process, best of ${RUNS}`;
    const replay = bestSeconds(['cli/main.ts', 'replay', folder, '--windowing', 'tumbling']);
    const query = bestSeconds(['bench/elastic-query.ts', path.join(folder, '**/*.json.gz')]);
    return [
      { name: 'replay-records-per-second', value: rounded(records / replay), unit: '1/s', on },
      { name: 'duckdb-records-per-second', value: rounded(records / query), unit: '1/s', on },
      withBudget(
        { name: 'replay-speed-over-duckdb', value: rounded(query / replay), unit: 'times', on },
        { atLeast: 2, note: 'on a million records' },
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeTrail(folder: string): number {
  let records = 0;
  for (let day = 0; day < DAYS; day += 1) {
    for (const file of generateTrail({ seed: day + 1 }).files) {
      const target = path.join(folder, String(day), file.path);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, compress(logFileText(file)));
      records += file.records.length;
    }
  }
  return records;
}

function bestSeconds(parameters: readonly string[]): number {
  const times = Array.from({ length: RUNS }, () => {
    const startedAt = performance.now();
    execFileSync(process.execPath, ['--import', 'tsx', ...parameters], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'ignore'],
      maxBuffer: 1024 ** 3,
    });
    return (performance.now() - startedAt) / 1000;
  });
  return Math.min(...times);
}
