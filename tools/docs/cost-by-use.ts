import type { Measurement } from '../bench/measurement';
import { type Price, USAGE_PRICES } from '../cost/list-prices';

/** Figures by name. */
export type Figures = ReadonlyMap<string, Measurement>;

/**
 * Milliseconds that Lambda bills; what they really are depends on the network and is on the dashboard. An invocation
 * is somewhat more than `npm run bench -- processor-time` measures, which differs by machine.
 */
export const ASSUMED = { perInvocation: 2, perRequest: 10 } as const;

/** A line of a bill. */
export interface CostLine {
  readonly what: string;
  readonly dollars: number;
  /** Names of the figures it follows from. */
  readonly figures: readonly string[];
}

/** By the month: five pollers, each asking three times a minute whether there is something in the queue. */
const IDLE_POLLS = 5 * 3 * 60 * 730;

/** @throws Error when there is no such figure. */
export function figure(figures: Figures, name: string): number {
  const found = figures.get(name);
  if (found === undefined) {
    throw new Error(
      `tools/bench/cost-figures.ndjson has no figure ${name}; it has ${[...figures.keys()].join(', ')}. Run npm run cost.`,
    );
  }
  return found.value;
}

export function costOf({ dollars, units }: Price, used: number): number {
  return (dollars * used) / units;
}

/** What so many calls cost, line by line, as measured under this name. */
export function costLines(
  figures: Figures,
  name: string,
  calls: number,
  memoryMegabytes: number,
): CostLine[] {
  const used = (what: string) => (figure(figures, `${name}-${what}`) * calls) / 1000;
  const { perInvocation, perRequest } = ASSUMED;
  const requests = used('write-requests') + used('read-requests');
  const milliseconds = used('invocations') * perInvocation + requests * perRequest;
  const gigabyteSeconds = ((milliseconds / 1000) * memoryMegabytes) / 1024;
  const logBytes = figure(figures, 'log-bytes-per-call') * calls;
  return [
    {
      what: 'Lambda, invocations',
      dollars: costOf(USAGE_PRICES.lambdaRequests, used('invocations')),
      figures: [`${name}-invocations`],
    },
    {
      what: 'Lambda, time',
      dollars: costOf(USAGE_PRICES.lambdaGigabyteSeconds, gigabyteSeconds),
      figures: [`${name}-invocations`, `${name}-write-requests`, `${name}-read-requests`],
    },
    {
      what: 'DynamoDB, writes',
      dollars: costOf(USAGE_PRICES.tableWriteUnits, used('write-units')),
      figures: [`${name}-write-units`],
    },
    {
      what: 'DynamoDB, reads',
      dollars: costOf(USAGE_PRICES.tableReadUnits, used('read-units')),
      figures: [`${name}-read-units`],
    },
    {
      what: 'log, at most',
      dollars: costOf(USAGE_PRICES.logBytes, logBytes),
      figures: ['log-bytes-per-call'],
    },
  ];
}

/** A message is sent, received and deleted; the latter two up to ten at a time, which is not counted on. */
export function queueCost(calls: number): number {
  return costOf(USAGE_PRICES.queueRequests, 3 * calls);
}

export function idleQueueCost(): number {
  return costOf(USAGE_PRICES.queueRequests, IDLE_POLLS);
}

/** What the notification of a sweep costs, line by line. */
export function notificationLines(figures: Figures): CostLine[] {
  const ledger = ['notification-write-units', 'notification-read-units'] as const;
  const { tableWriteUnits, tableReadUnits, published, keyRequests } = USAGE_PRICES;
  const chunks = Math.ceil(figure(figures, 'notification-bytes') / (64 * 1024));
  return [
    {
      what: 'DynamoDB, ledger',
      dollars:
        costOf(tableWriteUnits, figure(figures, ledger[0])) +
        costOf(tableReadUnits, figure(figures, ledger[1])),
      figures: ledger,
    },
    {
      what: 'SNS, publish',
      dollars: costOf(published, chunks),
      figures: ['notification-bytes'],
    },
    { what: 'KMS, two requests', dollars: costOf(keyRequests, 2), figures: [] },
    { what: 'each e-mail', dollars: costOf(USAGE_PRICES.emails, chunks), figures: [] },
    { what: 'Slack', dollars: costOf(USAGE_PRICES.webDeliveries, chunks), figures: [] },
  ];
}

export function sumOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}
