import { ASSUMED_MS } from '../../../tools/cost/measured-use';
import {
  accountsCost,
  type Cost,
  costPerMillionCalls,
  hubCost,
  monthlyCost,
  notificationCost,
  sumOf,
  type Workload,
  watchedCallCost,
} from '../../../tools/cost/monthly-cost';
import { simulateQueue } from '../../../tools/cost/simulate-queue';
import {
  callMs,
  decryptionCost,
  fileCost,
  fileMs,
  messageCost,
  trailLoad,
} from '../../../tools/cost/trail-path';

const MILLION = 1_000_000;
const SECONDS_PER_MONTH = 730 * 3600;
const ACCOUNTS = [1, 20, 60, 100, 1000];
const COLLECTIONS = ['eventbridge', 'trail', 'both'] as const;
const PARTS_OF_BILL = ['hub', 'forwarders', 'files', 'calls', 'notifications', 'total'] as const;

const MONTHLY_FILES_OF_PLACE = 12 * 730;
const SCALES = [
  ['3 busy regions', trailLoad(1000).files],
  ['17 busy regions', 1000 * 17 * MONTHLY_FILES_OF_PLACE],
  ['34 busy regions', 1000 * 34 * MONTHLY_FILES_OF_PLACE],
] as const;
/** Readers at once: fewer than the template allows, and as many. */
const READERS = [10, 40] as const;
/** The default thresholds: ten calls in ten regions. */
const CALLS_PER_SWEEP = 10;

/** The bound on alerts: `MOST_PER_HOUR` of all identities. */
const ALERTS_PER_HOUR = 60;

/** What the parts of a cost are called on the page. */
const PARTS: Readonly<Record<string, string>> = {
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
  announcements: 'SNS, announcement',
  queue: 'SQS, three requests',
  objects: 'S3, GET request',
  readingTime: 'Lambda, time to read',
  notes: 'DynamoDB, delivery note',
  transfer: 'data transfer, if the bucket is in another region',
};

const SHARES = {
  hub: 'hub',
  forwarders: 'forwarders: alarms, events, data transfer',
  files: 'trail files',
  calls: 'calls and watched calls',
  notifications: 'notifications',
} as const;

const HUB_PARTS: Readonly<Record<string, string>> = {
  alarms: 'alarm metrics (54, 25, 61)',
  compositeAlarm: 'composite alarm',
  metrics: 'custom metrics (48, 19, 73)',
  key: 'KMS key',
  dashboard: 'dashboard, unless it is one of three free ones',
  heartbeat: 'heartbeat, with its probes',
  polling: 'polling of the queue of trail files',
};

/** The rows of the tables in `docs/cost.md`, in their order, except those of prices. */
export function costRows(): readonly string[] {
  const base = { calls: MILLION, forwardedCalls: MILLION, forwarderAlarms: 0 };
  const sweeps = MILLION / CALLS_PER_SWEEP;
  return [
    ...ACCOUNTS.map(totalsRow),
    ...PARTS_OF_BILL.map(shareRow),
    ...fileRows(),
    ...hubRows(),
    ...partRows(costPerMillionCalls(), 3),
    ...[1, 10, 100].map((millions) => watchedCallsRow(millions * MILLION)),
    ...partRows(notificationCost(1000), 4),
    atWorstRow('one principal floods one window', { ...base, traffic: 'flood' }),
    atWorstRow(`another principal for every ${CALLS_PER_SWEEP} calls, within an hour`, {
      ...base,
      notifications: ALERTS_PER_HOUR,
      heldBack: sweeps - ALERTS_PER_HOUR,
    }),
    ...SCALES.flatMap((scale) => READERS.map((readers) => scaleRow(scale, readers))),
  ];
}

function totalsRow(accounts: number): string {
  const totals = COLLECTIONS.map((one) => Math.round(accountsCost(accounts, one).total));
  return row([number(accounts), ...totals.map((total) => `$${number(total)}`)]);
}

/** The parts of the bill of 60 accounts. */
function shareRow(part: keyof ReturnType<typeof accountsCost>): string {
  const amounts = COLLECTIONS.map((one) => dollars(accountsCost(60, one)[part]));
  return part === 'total'
    ? row(['**sum**', ...amounts.map((amount) => `**${amount}**`)])
    : row([SHARES[part], ...amounts]);
}

function hubRows(): string[] {
  const hubs = COLLECTIONS.map((one) => hubCost(one));
  return [
    ...Object.keys(HUB_PARTS).map((part) =>
      row([HUB_PARTS[part] ?? part, ...hubs.map((hub) => dollars(hub[part] ?? 0))]),
    ),
    row(['**sum**', ...hubs.map((hub) => `**${dollars(sumOf(hub))}**`)]),
  ];
}

/** What a million files cost that hold what those of 60 accounts do. */
function fileRows(): string[] {
  const { files, megabytes } = trailLoad(60);
  const load = { files: MILLION, megabytes: (megabytes / files) * MILLION };
  return [
    ...partRows(fileCost(load), 2),
    row(['with a KMS key', `+ ${dollars(decryptionCost(load))}`]),
    row(['announced by S3: a million digests', `+ ${dollars(sumOf(messageCost(MILLION)))}`]),
  ];
}

/** Of trails of 1,000 accounts, by how many regions have a file every 5 min. */
function scaleRow([name, files]: (typeof SCALES)[number], readers: number): string {
  const { calls, watchedCalls, megabytes } = trailLoad(1000);
  const watchedMs = 3 * ASSUMED_MS.perRequest;
  const ms = fileMs(megabytes / files) + (callMs() * calls + watchedMs * watchedCalls) / files;
  const load = { filesPerSecond: files / SECONDS_PER_MONTH, peak: 1.5, secondsPerFile: ms / 1000 };
  const peak = simulateQueue({ ...load, readers });
  const afterOutage = simulateQueue({ ...load, readers, outage: 3600 });
  return row([
    name,
    load.filesPerSecond.toFixed(0),
    ms.toFixed(0),
    (load.filesPerSecond * load.secondsPerFile).toFixed(1),
    number(readers),
    minutes(peak.oldest),
    minutes(afterOutage.emptyAfter),
  ]);
}

function minutes(seconds: number): string {
  return Number.isFinite(seconds) ? `${number(Math.round(seconds / 60))} min` : 'never';
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
