import { type Budget, figure, type Measurement, rounded } from '../measurement';
import { stretchOfDay } from '../traffic/day';
import type { DeliveredEvent } from '../traffic/deliveries';
import { burst, flood, sweep } from '../traffic/flood';
import { eventInvocations } from '../traffic/invocations';
import { type Run, runInvocations } from './run-invocations';

/** The size of a flood. */
const CALLS = 10_000;
const FLOOD = `${CALLS} calls of one principal in one window, each with another user agent, delivered within`;

/** Processes of a flood: one, which knows all it may know, and ten. On an ordinary day, few calls reach the same one. */
const FLOOD_PROCESSES = [1, 10] as const;

/** Budgets by the traffic, and the end of the names of figures. */
const BUDGETS: Readonly<Record<string, Readonly<Record<string, Budget>>>> = {
  day: { 'read-requests': { atMost: 1000, note: 'except for ledgers' } },
  flood: { 'write-units': { atMost: 100 }, 'item-bytes': { atMost: 16_384 } },
  burst: { 'write-units': { atMost: 100 }, 'item-bytes': { atMost: 16_384 } },
};

/** The capacity that one sweep uses, and the share of that for finding and publishing it. */
export async function measureSweepCapacity(): Promise<Measurement[]> {
  const run = await runInvocations(eventInvocations(sweep(), 1));
  const { publishing, notificationBytes } = run;
  const on = `${run.events} calls in ${run.events} regions, one process`;
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
  return measureTraffic('day', deliveries, on, [1]);
}

/** The capacity of a flood that CloudTrail delivers with the lags of its regions. */
export async function measureFloodCapacity(
  processCounts: readonly number[] = FLOOD_PROCESSES,
): Promise<Measurement[]> {
  return measureTraffic('flood', flood(CALLS), `${FLOOD} minutes`, processCounts);
}

/** The same for a flood within seconds, so that processes meet at its item. */
export async function measureBurstCapacity(): Promise<Measurement[]> {
  return measureTraffic('burst', burst(CALLS), `${FLOOD} 25 s`, FLOOD_PROCESSES);
}

async function measureTraffic(
  traffic: string,
  deliveries: readonly DeliveredEvent[],
  on: string,
  processCounts: readonly number[],
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const processes of processCounts) {
    const run = await runInvocations(eventInvocations(deliveries, processes));
    const isOne = processes === 1;
    const where = isOne ? 'one process' : `${processes} processes at once`;
    for (const [end, value, unit] of figuresOf(run)) {
      const name = `${traffic}${isOne ? '' : `-${processes}-processes`}-${end}`;
      measurements.push(figure(name, value, unit, `${on}, ${where}`, BUDGETS[traffic]?.[end]));
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
