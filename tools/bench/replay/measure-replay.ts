import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { TrailLayout } from '../../../test/reference/elastic-query';
import { figure, type Measurement, rounded } from '../measurement';
import { type LongTrail, type LongTrailShape, writeLongTrail } from './long-trail';
import { bestOf, compilePrograms, type Programs, runProgram, type Usage } from './programs';

const RUNS = 3;
/** A million records, with as many calls as real trails have. */
const MILLION: LongTrailShape = { rounds: 10, roundsForCalls: 6 };
/** A million, with as many calls as the sample trail has: far more than any real trail. */
const BUSY_MILLION: LongTrailShape = { rounds: 9, roundsForCalls: 1 };
const TEN_MILLION: LongTrailShape = { rounds: 108, roundsForCalls: 6 };
const MEMORY_BUDGET = { atMost: 300 } as const;

const REPLAY = ['replay', '--windowing', 'tumbling'];
/** Whole processes, on the same files and cores. DuckDB runs the Elastic query, in three ways. */
const COMMANDS = {
  replay: ({ regionsweep }: Programs, folder: string) => [regionsweep, ...REPLAY, folder],
  duckdb: queryCommand('log-files'),
  'typed-duckdb': queryCommand('typed-log-files'),
  'inferred-duckdb': queryCommand('inferred-log-files'),
  decompress: ({ others }: Programs, folder: string) => [others.decompress, folder],
} as const;
type Command = keyof typeof COMMANDS;
const NAMES = Object.keys(COMMANDS) as Command[];

function queryCommand(layout: TrailLayout) {
  return ({ others }: Programs, folder: string): string[] => [
    others['elastic-query'],
    path.join(folder, '**/*.json.gz'),
    layout,
  ];
}

export const measureReplay = () => compareOn('', MILLION);
export const measureBusyReplay = () => compareOn('busy-', BUSY_MILLION);

/** Compares replay with the Elastic query in DuckDB, and with decompression alone. */
function compareOn(prefix: string, shape: LongTrailShape): Promise<Measurement[]> {
  return onTrail(shape, `best of ${RUNS}`, (run, on) => {
    // In turns, so that the rest of the machine disturbs all of them alike.
    const rounds = Array.from({ length: RUNS }, () =>
      NAMES.map((name) => [name, run(name)] as const),
    );
    const usageOf = (name: Command): Usage =>
      bestOf(rounds.flat().flatMap(([other, usage]) => (other === name ? [usage] : [])));
    const replay = usageOf('replay');
    const timesOf = (name: Command) => rounded(usageOf(name).seconds / replay.seconds);
    const overhead = rounded(replay.seconds / usageOf('decompress').seconds);
    return [
      ...NAMES.flatMap((name) => {
        const { seconds, processorSeconds } = usageOf(name);
        return [
          figure(`${prefix}${name}-time`, rounded(seconds), 's', on),
          figure(`${prefix}${name}-processor-time`, rounded(processorSeconds), 's', on),
        ];
      }),
      ...(['duckdb', 'typed-duckdb', 'inferred-duckdb'] as const).map((name) =>
        figure(`${prefix}replay-speed-over-${name}`, timesOf(name), 'times', on, { atLeast: 2 }),
      ),
      figure(`${prefix}replay-time-over-decompressing`, overhead, 'times', on),
      memoryOf(`${prefix}replay`, replay, on),
    ];
  });
}

/** Memory of replay at ten million records. It takes minutes and a gigabyte of disk. */
export function measureLongReplay(): Promise<Measurement[]> {
  return onTrail(TEN_MILLION, 'one run', (run, on, { records }) => {
    const usage = run('replay');
    const speed = rounded(records / usage.seconds);
    return [
      figure('long-replay-records-per-second', speed, '1/s', on),
      memoryOf('long-replay', usage, on),
    ];
  });
}

async function onTrail<Value>(
  shape: LongTrailShape,
  how: string,
  measure: (run: (name: Command) => Usage, on: string, trail: LongTrail) => Value,
): Promise<Value> {
  const programs = await compilePrograms();
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
  try {
    const trail = writeLongTrail(folder, shape);
    const { records, calls, files } = trail;
    const on = `${records} records, ${calls} of them calls, in ${files} .json.gz files, ${availableParallelism()} cores, whole process, ${how}`;
    const run = (name: Command): Usage =>
      runProgram(COMMANDS[name](programs, folder), programs.others['report-usage']);
    return measure(run, on, trail);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(programs.folder, { recursive: true });
  }
}

function memoryOf(name: string, { peakMb }: Usage, on: string): Measurement {
  return figure(`${name}-peak-memory`, rounded(peakMb), 'MB', on, MEMORY_BUDGET);
}
