import { type Caller, roleSession } from '../../samples/callers';
import { describeInstances, describeInstancesWhere } from '../../samples/calls/recon';
import { startOfDay } from '../../samples/clock';
import { MAIN_ACCOUNT, resourceId, SECOND_ACCOUNT } from '../../samples/ids';
import { hashText, Random } from '../../samples/random';
import type { TrailEntry } from '../../samples/record';
import { REGIONS } from '../../samples/regions';
import { SCENARIOS } from '../../samples/scenarios/all';
import { callEachRegion, every, type Stage, spread } from '../../samples/tour';
import { type DeliveredEvent, deliveriesOf } from './deliveries';

const DAY = '2026-03-17';
const DAY_SECONDS = 24 * 3600;

/** Where things run; nobody has them everywhere. */
const HOME_REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'ap-northeast-1',
] as const;

/** Controllers, exporters and agents: how many of them call how often. */
const POLLERS = [
  { count: 6, everySeconds: 60 },
  { count: 24, everySeconds: 300 },
  { count: 24, everySeconds: 900 },
];

/** Pipelines that look at every machine by itself, each time they run. */
const PIPELINES = { count: 4, runs: 10, calls: 25, seconds: 20 };

/** Scanners of security posture: all regions, page after page, and too slowly to be a sweep. */
const SCANNERS = { count: 3, runs: 8, pages: 3, secondsPerRegion: 20 };

/**
 * A day of some twenty thousand calls, in the order in which they reach the hub: many principals that keep
 * calling in one region, some scanners, and all that happens on the day of the sample trail, sweeps and near misses.
 */
export function realisticDay(): DeliveredEvent[] {
  const dayStart = startOfDay(DAY);
  const stageOf = (name: string): Stage => ({
    dayStart,
    random: new Random(hashText(`day ${name}`)),
    trafficFactor: 1,
  });
  const entries = [
    ...SCENARIOS.flatMap((scenario) => scenario.play(stageOf(scenario.name))),
    ...POLLERS.flatMap(({ count, everySeconds }) =>
      repeated(count, (index) => poll(stageOf(`poller ${everySeconds} ${index}`), everySeconds)),
    ),
    ...repeated(PIPELINES.count, (index) => deploy(stageOf(`pipeline ${index}`))),
    ...repeated(SCANNERS.count, (index) => scan(stageOf(`scanner ${index}`))),
  ];
  return deliveriesOf(entries, stageOf('delivery').random);
}

/** The hours of the day that stand for it where a whole day takes too long: as many calls and sweeps an hour. */
const STRETCH = { fromHour: 8, hours: 3 };

/** Three hours of {@link realisticDay}, about an eighth of it, with one sweep. */
export function stretchOfDay(): DeliveredEvent[] {
  const from = (startOfDay(DAY) + STRETCH.fromHour * 3600) * 1000;
  const to = from + STRETCH.hours * 3600 * 1000;
  return realisticDay().filter(({ deliveredAt }) => deliveredAt >= from && deliveredAt < to);
}

function repeated(count: number, play: (index: number) => TrailEntry[]): TrailEntry[] {
  return Array.from({ length: count }, (_, index) => play(index)).flat();
}

function poll(stage: Stage, everySeconds: number): TrailEntry[] {
  const { dayStart, random } = stage;
  const cluster = `prod-${random.between(1, 99)}`;
  return callEachRegion(stage, {
    caller: machine(random, 'cluster-autoscaler', 'aws-sdk-go-v2/1.36.3 os/linux lang/go#1.24.1'),
    regions: Array<string>(DAY_SECONDS / everySeconds).fill(random.pick(HOME_REGIONS)),
    start: dayStart + random.between(0, everySeconds - 1),
    offset: every(everySeconds),
    call: describeInstancesWhere(`tag:kubernetes.io/cluster/${cluster}`, ['owned']),
  });
}

function deploy(stage: Stage): TrailEntry[] {
  const { dayStart, random } = stage;
  const { runs, calls, seconds } = PIPELINES;
  const caller = machine(random, 'deploy', 'APN/1.0 HashiCorp/1.0 Terraform/1.11.1');
  const region = random.pick(HOME_REGIONS);
  return repeated(runs, (run) =>
    callEachRegion(stage, {
      caller,
      regions: Array<string>(calls).fill(region),
      start: dayStart + random.between(0, DAY_SECONDS - seconds),
      offset: spread(calls, seconds),
      call: describeInstancesWhere('instance-id', [resourceId('i', `${run}`)]),
    }),
  );
}

function scan(stage: Stage): TrailEntry[] {
  const { dayStart, random } = stage;
  const { runs, pages, secondsPerRegion } = SCANNERS;
  const caller = machine(random, 'posture-scanner', 'Boto3/1.36.3 md/Botocore#1.36.3');
  const interval = DAY_SECONDS / runs;
  const phase = random.between(0, interval / 2);
  return repeated(runs, (run) =>
    callEachRegion(stage, {
      caller,
      regions: REGIONS.flatMap((region) => Array<string>(pages).fill(region)),
      start: dayStart + phase + run * interval,
      offset: (index) => Math.floor(index / pages) * secondsPerRegion + (index % pages),
      call: describeInstances({ maxResults: 1000 }),
    }),
  );
}

/** A session of a role, as code that runs somewhere has it. */
function machine(random: Random, role: string, userAgent: string): Caller {
  const accountId = random.pick([MAIN_ACCOUNT, SECOND_ACCOUNT]);
  return roleSession({
    accountId,
    roleName: `${role}-${random.between(1000, 9999)}`,
    sessionName: resourceId('i', String(random.next())),
    onInstance: true,
    sourceIPAddress: `192.0.2.${random.between(1, 254)}`,
    userAgent,
  });
}
