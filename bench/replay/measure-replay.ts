import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { type Measurement, rounded, withBudget } from '../measurement';
import { type LongTrail, type LongTrailShape, writeLongTrail } from './long-trail';
import { bestOf, runProgram, type Usage } from './run-program';

const RUNS = 3;
/** A million records, of which as many are calls as in real trails. */
const MILLION: LongTrailShape = { rounds: 10, roundsForCalls: 6 };

/** A million, of which as many are calls as in the sample trail: far more than in any real one. */
const BUSY_MILLION: LongTrailShape = { rounds: 9, roundsForCalls: 1 };
const TEN_MILLION: LongTrailShape = { rounds: 108, roundsForCalls: 6 };
const MEMORY_BUDGET = { atMost: 300 } as const;

/** Ours, DuckDB with the Elastic query, and decompressing alone: whole processes, on the same files and cores. */
const PROGRAMS = {
  replay: (folder: string) => ['cli/main.ts', 'replay', folder, '--windowing', 'tumbling'],
  duckdb: (folder: string) => ['bench/replay/elastic-query.ts', path.join(folder, '**/*.json.gz')],
  decompress: (folder: string) => ['bench/replay/decompress.ts', folder],
} as const;
type Program = keyof typeof PROGRAMS;

export function measureReplay(): Measurement[] {
  return compareOn('', MILLION);
}

export function measureBusyReplay(): Measurement[] {
  return compareOn('busy-', BUSY_MILLION);
}

/** Replay beside the Elastic query in DuckDB and the floor. @param prefix of the names of the figures. */
function compareOn(prefix: string, shape: LongTrailShape): Measurement[] {
  return onTrail(shape, (folder, trail) => {
    const runs: Record<Program, Usage[]> = { replay: [], duckdb: [], decompress: [] };
    // In turns, so that whatever else the machine does concerns all alike.
    for (let run = 0; run < RUNS; run += 1) {
      for (const [name, parameters] of Object.entries(PROGRAMS)) {
        runs[name as Program].push(runProgram(parameters(folder)));
      }
    }
    const on = `${wordsOf(trail)}, ${availableParallelism()} cores, whole process, best of ${RUNS}`;
    const best = Object.entries(runs).map(([name, usages]) => [name, bestOf(usages)] as const);
    const { replay, duckdb, decompress } = Object.fromEntries(best) as Record<Program, Usage>;
    return [
      ...best.flatMap(([name, { seconds, processorSeconds }]) => [
        {
          name: `${prefix}${name}-records-per-second`,
          value: rounded(trail.records / seconds),
          unit: '1/s',
          on,
        },
        {
          name: `${prefix}${name}-processor-time`,
          value: rounded(processorSeconds),
          unit: 's',
          on,
        },
      ]),
      withBudget(
        {
          name: `${prefix}replay-speed-over-duckdb`,
          value: rounded(duckdb.seconds / replay.seconds),
          unit: 'times',
          on,
        },
        { atLeast: 2 },
      ),
      {
        name: `${prefix}replay-time-over-decompressing`,
        value: rounded(replay.seconds / decompress.seconds),
        unit: 'times',
        on,
      },
      memoryOf(`${prefix}replay`, replay, on),
    ];
  });
}

/** Memory of replay at ten million records. It takes minutes and a gigabyte of disk, so it is measured when named. */
export function measureLongReplay(): Measurement[] {
  return onTrail(TEN_MILLION, (folder, trail) => {
    const usage = runProgram(PROGRAMS.replay(folder));
    const on = `${wordsOf(trail)}, ${availableParallelism()} cores, whole process, one run`;
    return [
      {
        name: 'long-replay-records-per-second',
        value: rounded(trail.records / usage.seconds),
        unit: '1/s',
        on,
      },
      memoryOf('long-replay', usage, on),
    ];
  });
}

function onTrail<Value>(
  shape: LongTrailShape,
  measure: (folder: string, trail: LongTrail) => Value,
): Value {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    return measure(folder, writeLongTrail(folder, shape));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wordsOf({ records, calls, files }: LongTrail): string {
  return `${records} records, ${calls} of them calls, in ${files} .json.gz files`;
}

function memoryOf(name: string, { peakMb }: Usage, on: string): Measurement {
  return withBudget(
    { name: `${name}-peak-memory`, value: rounded(peakMb), unit: 'MB', on },
    MEMORY_BUDGET,
  );
}
