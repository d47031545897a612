import { USAGE_PRICES } from '../cost/list-prices';
import { atWorstSection } from './cost-at-worst';
import { type MonthlyLine, monthlyCost } from './cost-by-month';
import {
  ASSUMED,
  type CostLine,
  costLines,
  costOf,
  type Figures,
  figure,
  idleQueueCost,
  notificationLines,
  queueCost,
  sumOf,
} from './cost-by-use';
import { leftOutSection } from './cost-left-out';
import { floodCost, floodSection } from './cost-of-floods';
import { pricesSection } from './cost-prices';
import { CALLS_OF_AN_ACCOUNT, setUpRows } from './cost-set-ups';
import { dollarText, roundedTo, smallDollarText } from './dollars';

const MILLION = 1_000_000;

/** The figures of an ordinary day. */
const DAY = { direct: 'day-direct', queue: 'day-queue-5-processes' } as const;

/** `docs/cost.md`, from measured figures, the templates of the default configuration and list prices. */
export function costPage(figures: Figures): string {
  const month = monthlyCost();
  const fixed = month.hub.reduce((sum, { dollars }) => sum + dollars, 0);
  const hub = { direct: fixed, queue: fixed + roundedTo(2, idleQueueCost()) };
  const bill = (name: string, calls: number) =>
    costLines(figures, name, calls, month.memoryMegabytes).map(toMills);
  const direct = bill(DAY.direct, MILLION);
  const queue = [...bill(DAY.queue, MILLION), sqsLine(MILLION)];
  const calls = { direct: sumOf(direct), queue: sumOf(queue) };
  const flood = floodCost(figures, month.memoryMegabytes, MILLION);
  const forwarded = costOf(USAGE_PRICES.sentEvents, MILLION);
  const batch = 1000 / figure(figures, `${DAY.queue}-invocations`);
  const tenMilliseconds = costOf(
    USAGE_PRICES.lambdaGigabyteSeconds,
    (MILLION * 0.01 * month.memoryMegabytes) / 1024,
  );
  const notification = notificationLines(figures);
  return `# Cost

What RegionSweep costs in US dollars: measured use times list prices of AWS without free tier. \`npm run cost\` measures and
writes this page. Names such as \`${DAY.direct}-write-units\` are lines of \`npm run bench\`; the values used are in
\`tools/bench/cost-figures.ndjson\`. What is counted rather than measured, as alarms, comes from the templates of the default
configuration. What is really used is on the dashboard.

With *c* million calls a month, *f* million of them forwarded from other regions and accounts, and *n* forwarders:

    direct   month = ${hub.direct.toFixed(2)} + ${month.forwarder.dollars.toFixed(2)} n + ${forwarded.toFixed(2)} f + ${calls.direct.toFixed(3)} c
    queue    month = ${hub.queue.toFixed(2)} + ${month.forwarder.dollars.toFixed(2)} n + ${forwarded.toFixed(2)} f + ${calls.queue.toFixed(3)} c

What direct ingestion takes is measured, but for milliseconds, which are assumed. The line of the queue is an upper bound:
${dollarText(queueCost(MILLION))} of its ${dollarText(calls.queue, 3)} are three requests to SQS for each call, the most there can be. Amounts are rounded
line by line and then added up.

A call is \`DescribeInstances\`, or \`GetServiceQuota\` for the one quota; nothing else reaches the hub.

## Typical set-ups

By the month, with 17 regions each, ${(CALLS_OF_AN_ACCOUNT * MILLION).toLocaleString('en-US')} calls an account, about as the two accounts of \`tools/bench/traffic/day.ts\`
have, and all of them forwarded:

| accounts | forwarders | calls | hub | alarms of forwarders | forwarded events | use, direct | use, queue | sum, direct | sum, queue |
|---|---|---|---|---|---|---|---|---|---|
${setUpRows({ hub, forwarder: month.forwarder.dollars, forwarded, calls })}

How many calls there are differs widely: scanners and controllers make most. Athena on the bucket of a trail tells it
beforehand. The hub is that of direct ingestion; with a queue it costs ${dollarText(hub.queue - hub.direct)} more. The alarm of a forwarder and the
events it sends are on the bill of its account.

## By the million calls

On ${figures.get(`${DAY.direct}-write-units`)?.on}: many principals that keep calling in one region,
some scanners, a sweep. The queue has five pollers, as Lambda has at least.

| what | direct | queue | from |
|---|---|---|---|
${callRows(direct, queue)}
| **sum** | **${dollarText(calls.direct, 3)}** | **${dollarText(calls.queue, 3)}** | |
| EventBridge, forwarded events; the account that sends pays | ${dollarText(forwarded, 3)} | ${dollarText(forwarded, 3)} | one event a call |

- Time is assumed, as it depends on the network: ${ASSUMED.perInvocation} ms an invocation (\`npm run bench -- processor-time\`) and
  ${ASSUMED.perRequest} ms a request to DynamoDB. Every 10 ms more are ${dollarText(tenMilliseconds)} by the million invocations. The dashboard has
  "Lambda GB-seconds".
- With \`windowing: tumbling\` there are no reads.
- The three requests to SQS for a call are to send, receive and delete it.
- On such a day five pollers find little to put together, ${batch.toFixed(2)} calls a batch: the queue saves next to nothing and
  costs its requests. In a flood it saves write units, and with them the throttling of a hot key, but costs more all the
  same. What it is good for is the Lambda concurrency of the account: it lets ten invocations run at once.

${floodSection(figures, month.memoryMegabytes)}

## By the notification

${smallDollarText(sumOf(notification))} with one e-mail and Slack, for a sweep over 17 regions:

| what | each | from |
|---|---|---|
${notification.map((line) => `| ${line.what} | ${smallDollarText(line.dollars)} | ${names(line.figures)} |`).join('\n')}

## By the month, used or not

The default configuration in one account, ${dollarText(fixed)}, and ${dollarText(month.forwarder.count * month.forwarder.dollars)} for the ${month.forwarder.count} forwarders of the same account:

| what | number | price | a month |
|---|---|---|---|
${[...month.hub, month.forwarder].map(monthlyRow).join('\n')}
| with \`ingestion: queue\`: five pollers ask an empty queue every 20 s | | | ${dollarText(idleQueueCost())} |

In an organization each region of each account has a forwarder.

## What keeps it bounded

- An item is bounded whatever the caller sends, and a full item is left alone for 30 s by each warm process.
- Region names that do not exist: metrics know the configured regions and \`other\`.
- With \`ingestion: queue\`, ten invocations at once and no more; what comes faster waits.
- A sweep is notified once, however long it goes on. How many sweeps there are is not bounded.

${atWorstSection({ calls, flood, forwarded, notification: sumOf(notification) })}

${leftOutSection(figures)}

${pricesSection()}`;
}

/** As the page shows it. */
function toMills(line: CostLine): CostLine {
  return { ...line, dollars: roundedTo(3, line.dollars) };
}

function sqsLine(calls: number): CostLine {
  return { what: 'SQS, at most', dollars: queueCost(calls), figures: [] };
}

function callRows(direct: readonly CostLine[], queue: readonly CostLine[]): string {
  return queue
    .map((line) => {
      const other = direct.find(({ what }) => what === line.what);
      const from = names([...(other?.figures ?? []), ...line.figures]);
      return `| ${line.what} | ${other ? dollarText(other.dollars, 3) : ''} | ${dollarText(line.dollars, 3)} | ${from} |`;
    })
    .join('\n');
}

function monthlyRow({ what, number, price, dollars }: MonthlyLine): string {
  return `| ${what} | ${number} | ${price} | ${dollarText(dollars)} |`;
}

function names(figures: readonly string[]): string {
  if (figures.length === 0) {
    return 'list price alone';
  }
  return [...new Set(figures)].map((name) => `\`${name}\``).join(', ');
}
