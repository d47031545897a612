import { type Budget, figure, type Measurement, rounded } from '../measurement';
import { stretchOfDay } from '../traffic/day';
import type { DeliveredEvent } from '../traffic/deliveries';
import { burst, flood, sweep } from '../traffic/flood';
import { directInvocations, queueInvocations } from '../traffic/invocations';
import { type Run, runInvocations } from './run-invocations';

/** The size of a flood. */
const CALLS = 10_000;
const FLOOD = `${CALLS} calls of one principal in one window, each with another user agent, delivered within`;

const INGESTIONS = { direct: directInvocations, queue: queueInvocations } as const;

/** How events reach the detector, and on how many processes. A queue has a poller for each. */
interface Way {
  readonly ingestion: keyof typeof INGESTIONS;
  readonly processes: number;
}

/** On an ordinary day few calls reach the same process. A queue has at least five pollers. */
const DAY_WAYS: readonly Way[] = [
  { ingestion: 'direct', processes: 1 },
  { ingestion: 'queue', processes: 5 },
];
/** One process, which knows all it may know, and ten: the maximum of a queue. */
const FLOOD_WAYS: readonly Way[] = [
  { ingestion: 'direct', processes: 1 },
  { ingestion: 'direct', processes: 10 },
  { ingestion: 'queue', processes: 1 },
  { ingestion: 'queue', processes: 10 },
];

/** Budgets by the start and the end of the names of figures. */
const BUDGETS: Readonly<Record<string, Readonly<Record<string, Budget>>>> = {
  'day-direct': { 'read-requests': { atMost: 1000, note: 'except for ledgers' } },
  'flood-direct': { 'write-units': { atMost: 100 }, 'item-bytes': { atMost: 16_384 } },
  'flood-queue': { 'write-units': { atMost: 10 }, 'item-bytes': { atMost: 16_384 } },
  'burst-direct': { 'write-units': { atMost: 100 }, 'item-bytes': { atMost: 16_384 } },
  'burst-queue': { 'write-units': { atMost: 10 }, 'item-bytes': { atMost: 16_384 } },
};

/** The capacity that one sweep uses, and the share of that for finding and publishing it. */
export async function measureSweepCapacity(): Promise<Measurement[]> {
  const run = await runInvocations(directInvocations(sweep(), 1));
  const { publishing, notificationBytes } = run;
  const on = `${run.events} calls in ${run.events} regions, direct ingestion, one process`;
  const perCall = rounded((run.writeUnits - publishing.writeUnits) / run.events);
  const items = `${on}, ledger and baseline items`;
  return [
    figure('sweep-write-units-per-call', perCall, 'write units', `${on}, bucket items`, {
      atMost: 1,
      note: 'while an item is below 1 KB',
    }),
    figure('notification-write-units', publishing.writeUnits, 'write units', items),
    figure('notification-read-units', publishing.readUnits, 'read units', items),
    figure('notification-bytes', Math.max(...notificationBytes), 'bytes', `${on}, all bodies`, {
      atMost: 262_144,
      note: 'the limit of SNS',
    }),
  ];
}

/** The capacity that an ordinary day uses, as DynamoDB reports it. */
export async function measureDayCapacity(): Promise<Measurement[]> {
  const deliveries = stretchOfDay();
  const principals = new Set(deliveries.map(({ event }) => principalOf(event.detail))).size;
  const on = `${deliveries.length} calls of ${principals} principals in three hours of a day`;
  return measureWays('day', deliveries, on, DAY_WAYS);
}

/** The capacity of a flood that CloudTrail delivers with the lags of its regions. */
export async function measureFloodCapacity(ways = FLOOD_WAYS): Promise<Measurement[]> {
  return measureWays('flood', flood(CALLS), `${FLOOD} minutes`, ways);
}

/** The same for a flood within seconds, so that processes meet at its item. */
export async function measureBurstCapacity(): Promise<Measurement[]> {
  return measureWays('burst', burst(CALLS), `${FLOOD} 25 s`, FLOOD_WAYS);
}

async function measureWays(
  traffic: string,
  deliveries: readonly DeliveredEvent[],
  on: string,
  ways: readonly Way[],
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { ingestion, processes } of ways) {
    const run = await runInvocations(INGESTIONS[ingestion](deliveries, processes));
    const isOne = processes === 1;
    const start = `${traffic}-${ingestion}`;
    const where = isOne ? 'one process' : `${processes} processes at once`;
    for (const [end, value, unit] of figuresOf(run)) {
      const name = `${start}${isOne ? '' : `-${processes}-processes`}-${end}`;
      measurements.push(figure(name, value, unit, `${on}, ${where}`, BUDGETS[start]?.[end]));
    }
  }
  return measurements;
}

function figuresOf(run: Run): (readonly [end: string, value: number, unit: string])[] {
  const per1000 = (value: number): number => rounded((value / run.events) * 1000);
  return [
    ['write-units', per1000(run.writeUnits), 'write units per 1,000 calls'],
    ['read-units', per1000(run.readUnits), 'read units per 1,000 calls'],
    ['write-requests', per1000(run.writes), 'writes per 1,000 calls'],
    ['read-requests', per1000(run.reads), 'reads per 1,000 calls'],
    ['invocations', per1000(run.invocations), 'invocations per 1,000 calls'],
    ['item-bytes', run.itemBytes, 'bytes of the largest item'],
  ];
}

function principalOf(detail: unknown): string {
  const { arn, principalId, invokedBy } =
    (detail as { userIdentity?: Readonly<Record<string, string>> }).userIdentity ?? {};
  return arn ?? principalId ?? invokedBy ?? '';
}
