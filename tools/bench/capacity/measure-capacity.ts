import { type Budget, type Measurement, rounded, withBudget } from '../measurement';
import { stretchOfDay } from '../traffic/day';
import type { DeliveredEvent } from '../traffic/deliveries';
import { burst, flood } from '../traffic/flood';
import { directInvocations, queueInvocations } from '../traffic/invocations';
import { type Run, runInvocations } from './run-invocations';

/** Calls of the flood. */
const FLOOD = 10_000;
const OF_FLOOD = `${FLOOD} calls of one principal in one window, each with another user agent, delivered within`;

const INGESTIONS = { direct: directInvocations, queue: queueInvocations } as const;
type Ingestion = keyof typeof INGESTIONS;

/** How events come in, and how many processes take them; a queue has a poller for each. */
interface Way {
  readonly ingestion: Ingestion;
  readonly processes: number;
}

/** Few calls at a time come to the same process; a queue has at least five pollers. */
const DAY_WAYS: readonly Way[] = [
  { ingestion: 'direct', processes: 1 },
  { ingestion: 'queue', processes: 5 },
];

/** One process, which knows everything that it may, and ten: as many as the stack lets a queue have. */
const FLOOD_WAYS: readonly Way[] = [
  { ingestion: 'direct', processes: 1 },
  { ingestion: 'direct', processes: 10 },
  { ingestion: 'queue', processes: 1 },
  { ingestion: 'queue', processes: 10 },
];

/** Budgets of the figures of a run, by the ends of their names. */
type Budgets = Readonly<Record<Ingestion, Readonly<Record<string, Budget>>>>;

const DAY_BUDGETS: Budgets = {
  direct: { 'read-requests': { atMost: 1000, note: 'but for ledgers' } },
  queue: {},
};

const FLOOD_BUDGETS: Budgets = {
  direct: { 'write-units': { atMost: 100 }, 'item-bytes': { atMost: 16_384 } },
  queue: { 'write-units': { atMost: 10 }, 'item-bytes': { atMost: 16_384 } },
};

/** What an ordinary day takes, in units as DynamoDB reports them. */
export async function measureDayCapacity(): Promise<Measurement[]> {
  const deliveries = stretchOfDay();
  const principals = new Set(deliveries.map(({ event }) => principalOf(event.detail))).size;
  const on = `${deliveries.length} calls of ${principals} principals in three hours of a day`;
  return measureWays('day', deliveries, on, DAY_WAYS, DAY_BUDGETS);
}

/** The same of many calls of one principal in one window: every region with its own lag, as CloudTrail has it. */
export async function measureFloodCapacity(ways = FLOOD_WAYS): Promise<Measurement[]> {
  return measureWays('flood', flood(FLOOD), `${OF_FLOOD}, minutes`, ways, FLOOD_BUDGETS);
}

/** The same of a flood that comes within seconds, so that processes meet at its item. */
export async function measureBurstCapacity(ways = FLOOD_WAYS): Promise<Measurement[]> {
  return measureWays('burst', burst(FLOOD), `${OF_FLOOD}, 25 s`, ways, FLOOD_BUDGETS);
}

async function measureWays(
  traffic: string,
  deliveries: readonly DeliveredEvent[],
  on: string,
  ways: readonly Way[],
  budgets: Budgets,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { ingestion, processes } of ways) {
    const run = await runInvocations(INGESTIONS[ingestion](deliveries, processes));
    const name = `${traffic}-${ingestion}${processes === 1 ? '' : `-${processes}-processes`}`;
    const where = processes === 1 ? 'one process' : `${processes} processes at once`;
    for (const { end, value, unit } of figuresOf(run)) {
      const figure = { name: `${name}-${end}`, value, unit, on: `${on}, ${where}` };
      measurements.push(withBudget(figure, budgets[ingestion][end]));
    }
  }
  return measurements;
}

function figuresOf(run: Run): { end: string; value: number; unit: string }[] {
  const per1000 = (end: string, value: number, what: string) => ({
    end,
    value: rounded((value / run.events) * 1000),
    unit: `${what} per 1,000 calls`,
  });
  return [
    per1000('write-units', run.writeUnits, 'write units'),
    per1000('read-units', run.readUnits, 'read units'),
    per1000('write-requests', run.writes, 'writes'),
    per1000('read-requests', run.reads, 'reads'),
    per1000('invocations', run.invocations, 'invocations'),
    { end: 'item-bytes', value: run.itemBytes, unit: 'bytes of the largest item' },
  ];
}

function principalOf(detail: unknown): string {
  const { arn, principalId, invokedBy } =
    (detail as { userIdentity?: Readonly<Record<string, string>> }).userIdentity ?? {};
  return arn ?? principalId ?? invokedBy ?? '';
}
