import { type Budget, figure, type Measurement, rounded } from '../measurement';
import { stretchOfDay } from '../traffic/day';
import { burst, flood } from '../traffic/flood';
import { type TrailFile, trailFilesOf } from '../traffic/trail-files';
import { runTrailFiles } from './run-files';

/** The size of a flood. */
const CALLS = 10_000;
const FLOOD = `${CALLS} calls of one principal in one window, each with another user agent`;

interface Case {
  readonly name: string;
  readonly on: string;
  readonly files: () => TrailFile[];
  readonly processes: number;
  /** Write units per call. */
  readonly budget: Budget;
}

const CASES: readonly Case[] = [
  {
    name: 'trail-day',
    on: 'three hours of a day, one process',
    files: () => trailFilesOf(stretchOfDay()),
    processes: 1,
    budget: { atMost: 1, note: 'without delivery notes' },
  },
  {
    name: 'trail-flood',
    on: `${FLOOD}, one process`,
    files: () => trailFilesOf(flood(CALLS)),
    processes: 1,
    budget: { atMost: 0.1 },
  },
  {
    name: 'trail-flood-10-processes',
    on: `${FLOOD}, all files at once, ten processes`,
    files: () => trailFilesOf(burst(CALLS)),
    processes: 10,
    budget: { atMost: 0.1 },
  },
];

/** The capacity that the trail path uses on the traffic of the other benches. */
export async function measureTrailCapacity(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const one of CASES) {
    measurements.push(...(await measureCase(one)));
  }
  return measurements;
}

async function measureCase({ name, on, files, processes, budget }: Case): Promise<Measurement[]> {
  const run = await runTrailFiles(files(), processes);
  const what = `${run.calls} calls in ${run.files} files, ${on}`;
  const perCall = (value: number): number => rounded(value / run.calls);
  const perFile = (value: number): number => rounded(value / run.files);
  const { delivery } = run;
  return [
    figure(
      `${name}-write-units`,
      perCall(run.writeUnits - delivery.writeUnits),
      'write units per call',
      what,
      budget,
    ),
    figure(
      `${name}-read-units`,
      perCall(run.readUnits - delivery.readUnits),
      'read units per call',
      what,
    ),
    figure(`${name}-reads`, perCall(run.reads), 'reads per call', what),
    figure(`${name}-writes`, perCall(run.writes), 'writes per call', what),
    figure(`${name}-round-trips`, perFile(run.roundTrips), 'round trips per file', what),
    figure(
      `${name}-note-write-units`,
      perFile(delivery.writeUnits),
      'write units per file, for delivery notes',
      what,
      { atMost: 1 },
    ),
    figure(`${name}-log-bytes`, perFile(run.logBytes), 'bytes per file', what),
    figure(`${name}-notifications`, run.notifications, 'notifications', what),
  ];
}
