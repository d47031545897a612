import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { TrailLayout } from '../../../test/reference/elastic-query';
import { type Measurement, rounded, withBudget } from '../measurement';
import { type LongTrail, type LongTrailShape, writeLongTrail } from './long-trail';
import { compilePrograms, type Programs } from './programs';
import { bestOf, runProgram, type Usage } from './run-program';

const RUNS = 3;
/** A million records, of which as many are calls as in real trails. */
const MILLION: LongTrailShape = { rounds: 10, roundsForCalls: 6 };

/** A million, of which as many are calls as in the sample trail: far more than in any real one. */
const BUSY_MILLION: LongTrailShape = { rounds: 9, roundsForCalls: 1 };
const TEN_MILLION: LongTrailShape = { rounds: 108, roundsForCalls: 6 };
const MEMORY_BUDGET = { atMost: 300 } as const;

/** What is measured: whole processes, on the same files and cores. DuckDB runs the Elastic query, in three ways. */
const COMMANDS = {
  replay: replayCommand,
  duckdb: queryCommand('log-files'),
  'typed-duckdb': queryCommand('typed-log-files'),
  'inferred-duckdb': queryCommand('inferred-log-files'),
  decompress: ({ others }: Programs, folder: string) => [others.decompress, folder],
} as const;
type Command = keyof typeof COMMANDS;

function queryCommand(layout: TrailLayout) {
  return ({ others }: Programs, folder: string): string[] => [
    others['elastic-query'],
    path.join(folder, '**/*.json.gz'),
    layout,
  ];
}

function replayCommand({ regionsweep }: Programs, folder: string): string[] {
  return [regionsweep, 'replay', folder, '--windowing', 'tumbling'];
}

export function measureReplay(): Promise<Measurement[]> {
  return compareOn('', MILLION);
}

export function measureBusyReplay(): Promise<Measurement[]> {
  return compareOn('busy-', BUSY_MILLION);
}

/** Replay beside the Elastic query in DuckDB and the floor. @param prefix of the names of the figures. */
function compareOn(prefix: string, shape: LongTrailShape): Promise<Measurement[]> {
  return onTrail(shape, (programs, folder, trail) => {
    const runs: Record<Command, Usage[]> = {
      replay: [],
      duckdb: [],
      'typed-duckdb': [],
      'inferred-duckdb': [],
      decompress: [],
    };
    // In turns, so that whatever else the machine does concerns all alike.
    for (let run = 0; run < RUNS; run += 1) {
      for (const [name, command] of Object.entries(COMMANDS)) {
        runs[name as Command].push(
          runProgram(command(programs, folder), programs.others['report-usage']),
        );
      }
    }
    const on = `${wordsOf(trail)}, ${availableParallelism()} cores, whole process, best of ${RUNS}`;
    const best = Object.entries(runs).map(([name, usages]) => [name, bestOf(usages)] as const);
    const { replay, ...others } = Object.fromEntries(best) as Record<Command, Usage>;
    const timesFasterThan = (name: keyof typeof others): Measurement =>
      withBudget(
        {
          name: `${prefix}replay-speed-over-${name}`,
          value: rounded(others[name].seconds / replay.seconds),
          unit: 'times',
          on,
        },
        { atLeast: 2 },
      );
    return [
      ...best.flatMap(([name, { seconds, processorSeconds }]) => [
        { name: `${prefix}${name}-time`, value: rounded(seconds), unit: 's', on },
        {
          name: `${prefix}${name}-processor-time`,
          value: rounded(processorSeconds),
          unit: 's',
          on,
        },
      ]),
      timesFasterThan('duckdb'),
      timesFasterThan('typed-duckdb'),
      timesFasterThan('inferred-duckdb'),
      {
        name: `${prefix}replay-time-over-decompressing`,
        value: rounded(replay.seconds / others.decompress.seconds),
        unit: 'times',
        on,
      },
      memoryOf(`${prefix}replay`, replay, on),
    ];
  });
}

/** Memory of replay at ten million records. It takes minutes and a gigabyte of disk, so it is measured when named. */
export function measureLongReplay(): Promise<Measurement[]> {
  return onTrail(TEN_MILLION, (programs, folder, trail) => {
    const usage = runProgram(replayCommand(programs, folder), programs.others['report-usage']);
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

async function onTrail<Value>(
  shape: LongTrailShape,
  measure: (programs: Programs, folder: string, trail: LongTrail) => Value,
): Promise<Value> {
  const programs = await compilePrograms();
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    return measure(programs, folder, writeLongTrail(folder, shape));
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(programs.folder, { recursive: true });
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
