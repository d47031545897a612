import { DEPLOYED } from '../../../tools/cost/measured-use';
import {
  type Cost,
  costPerMillionCalls,
  hubCost,
  monthlyCost,
  notificationCost,
  sumOf,
  type Workload,
  watchedCallCost,
} from '../../../tools/cost/monthly-cost';

const MILLION = 1_000_000;
const ACCOUNTS = [1, 20, 60, 100];
const REGIONS_PER_ACCOUNT = 17;
const CALLS_PER_ACCOUNT = 300_000;
/** The default thresholds: ten calls in ten regions. */
const CALLS_PER_SWEEP = 10;

/** The bound on alerts: `MOST_PER_HOUR` of all identities. */
const ALERTS_PER_HOUR = 60;

/** What the parts of a cost are called on the page. */
const PARTS: Readonly<Record<string, string>> = {
  alarms: `${DEPLOYED.hubAlarmMetrics} alarm metrics of the hub`,
  compositeAlarm: 'composite alarm',
  metrics: `${DEPLOYED.metrics} custom metrics`,
  key: 'KMS key',
  dashboard: 'dashboard, unless it is one of three free ones',
  heartbeat: 'heartbeat, with its probes',
  invocations: 'Lambda, invocations',
  time: 'Lambda, time',
  writes: 'DynamoDB, writes',
  reads: 'DynamoDB, reads',
  log: 'log, at most',
  ledger: 'DynamoDB',
  publish: 'SNS, publish',
  keyRequests: 'KMS, two requests',
  email: 'one e-mail',
  slack: 'one message to Slack',
};

/** The rows of the tables in `docs/cost.md`, in their order, except those of prices. */
export function costRows(): readonly string[] {
  const base = { calls: MILLION, forwardedCalls: MILLION, forwarderAlarms: 0 };
  const sweeps = MILLION / CALLS_PER_SWEEP;
  return [
    ...ACCOUNTS.map(setUpRow),
    ...partRows(hubCost(), 2),
    ...partRows(costPerMillionCalls(), 3),
    ...[1, 10, 100].map((millions) => watchedCallsRow(millions * MILLION)),
    ...partRows(notificationCost(1000), 4),
    atWorstRow('one principal floods one window', { ...base, traffic: 'flood' }),
    atWorstRow(`another principal for every ${CALLS_PER_SWEEP} calls, within an hour`, {
      ...base,
      notifications: ALERTS_PER_HOUR,
      heldBack: sweeps - ALERTS_PER_HOUR,
    }),
  ];
}

function setUpRow(accounts: number): string {
  const calls = accounts * CALLS_PER_ACCOUNT;
  // The region of the hub needs no forwarder.
  const forwarders = accounts * REGIONS_PER_ACCOUNT - 1;
  // One per account. The account of the hub has none, because its silence alarms notice a broken forwarder.
  const cost = monthlyCost({ forwarderAlarms: accounts - 1, calls, forwardedCalls: calls });
  return row([
    number(accounts),
    number(forwarders),
    number(calls),
    dollars(cost.hub),
    dollars(cost.forwarderAlarms),
    dollars(cost.forwardedEvents),
    dollars(cost.transfer),
    dollars(cost.calls),
    `**${dollars(cost.total)}**`,
  ]);
}

function watchedCallsRow(calls: number): string {
  const cost = watchedCallCost(calls);
  return row([
    number(calls),
    dollars(cost.forwardedEvents),
    dollars(cost.transfer),
    dollars(cost.detector + cost.table + cost.log),
    `**${dollars(sumOf(cost))}**`,
  ]);
}

/** A row for each part of a cost, and a row for the sum. */
function partRows(cost: Cost, places: number): string[] {
  return [
    ...Object.entries(cost).map(([part, amount]) =>
      row([PARTS[part] ?? part, dollars(amount, places)]),
    ),
    row(['**sum**', `**${dollars(sumOf(cost), places)}**`]),
  ];
}

function atWorstRow(what: string, workload: Workload): string {
  const cost = monthlyCost(workload);
  return row([
    what,
    number(workload.notifications ?? 1),
    dollars(cost.calls),
    dollars(cost.forwardedEvents + cost.transfer),
    dollars(cost.notifications),
    `**${dollars(cost.total - cost.hub)}**`,
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function dollars(amount: number, places = 2): string {
  return `$${amount.toFixed(places)}`;
}
