import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type Budget, figure, type Measurement, rounded } from '../measurement';
import { type LongTrail, type LongTrailShape, openLongTrail } from './long-trail';
import { compilePrograms, median, type Programs, runProgram, type Usage } from './programs';

const RUNS = 3;
/** 400,000 records in 240 files; 2 % of them have the name of a call that a rule looks at. */
const FEW_CALLS: LongTrailShape = { rounds: 4, hoursForCalls: 9, recordsPerFile: 1750 };
/** About as many in 200 files, and 20 %. */
const MANY_CALLS: LongTrailShape = { rounds: 5, othersOfFive: 3, recordsPerFile: 1900 };
const TEN_MILLION: LongTrailShape = { rounds: 97, hoursForCalls: 9 };
const MEMORY_BUDGET = { atMost: 300 } as const;

/** Whole processes, on the same files and cores. DuckDB runs the Elastic query, its members declared. */
const COMMANDS = {
  decompress: ({ others }: Programs, folder: string) => [others.decompress, folder],
  parse: ({ others }: Programs, folder: string) => [others.parse, folder],
  duckdb: ({ others }: Programs, folder: string) => [
    others['elastic-query'],
    path.join(folder, '**/*.json.gz'),
    'typed-log-files',
  ],
  replay: ({ regionsweep }: Programs, folder: string) => [
    regionsweep,
    'replay',
    '--windowing',
    'tumbling',
    folder,
  ],
} as const;
type Command = keyof typeof COMMANDS;
const NAMES = Object.keys(COMMANDS) as Command[];

/** Compares replay with the Elastic query in DuckDB, with parsing on one core and with decompression alone. */
export async function measureReplay(): Promise<Measurement[]> {
  return [
    ...(await compareOn('2-percent', FEW_CALLS)),
    ...(await compareOn('20-percent', MANY_CALLS)),
  ];
}

function compareOn(prefix: string, shape: LongTrailShape): Promise<Measurement[]> {
  return onTrail(shape, `median of ${RUNS}`, (run, on) => {
    // In turns, so that the rest of the machine disturbs all of them alike.
    const rounds = Array.from({ length: RUNS }, () =>
      NAMES.map((name) => ({ name, ...run(name) })),
    );
    const medianOf = (name: Command, value: keyof Usage): number =>
      median(rounds.flat().flatMap((one) => (one.name === name ? [one[value]] : [])));
    const compared = (name: string, value: keyof Usage, budget: Budget): Measurement => {
      const times = rounded(medianOf('duckdb', value) / medianOf('replay', value));
      return figure(`${prefix}-${name}`, times, 'times', on, budget);
    };
    return [
      ...NAMES.flatMap((name) => [
        figure(`${prefix}-${name}-time`, rounded(medianOf(name, 'seconds')), 's', on),
        figure(
          `${prefix}-${name}-processor-time`,
          rounded(medianOf(name, 'processorSeconds')),
          's',
          on,
        ),
        memoryOf(`${prefix}-${name}`, medianOf(name, 'peakMb'), on, name === 'replay'),
      ]),
      compared('replay-speed-over-duckdb', 'seconds', { atLeast: 1.5 }),
      compared('replay-thrift-over-duckdb', 'processorSeconds', { atLeast: 1 }),
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
      memoryOf('long-replay', usage.peakMb, on, true),
    ];
  });
}

async function onTrail<Value>(
  shape: LongTrailShape,
  how: string,
  measure: (run: (name: Command) => Usage, on: string, trail: LongTrail) => Value,
): Promise<Value> {
  const programs = await compilePrograms();
  try {
    const { folder, ...trail } = openLongTrail(shape);
    const { records, calls, files } = trail;
    const on = `${records} records, ${calls} of them calls, in ${files} .json.gz files, ${availableParallelism()} cores, whole process, ${how}`;
    const run = (name: Command): Usage =>
      runProgram(COMMANDS[name](programs, folder), programs.others['report-usage']);
    return measure(run, on, trail);
  } finally {
    programs.remove();
  }
}

function memoryOf(name: string, peakMb: number, on: string, isBound: boolean): Measurement {
  return figure(
    `${name}-peak-memory`,
    rounded(peakMb),
    'MB',
    on,
    isBound ? MEMORY_BUDGET : undefined,
  );
}
