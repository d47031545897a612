import { costLines, type Figures, figure, queueCost, sumOf } from './cost-by-use';
import { smallDollarText } from './dollars';
import { missedBudgets } from './missed-budgets';

/** Calls of each flood. */
const CALLS = 10_000;

/** Within what time they are delivered, and what their figures begin with. */
const TRAFFICS = [
  { within: 'minutes', traffic: 'flood' },
  { within: '25 s', traffic: 'burst' },
];

/** How many processes take the calls, and what the names of the figures have for it. */
const FLEETS = [
  { processes: 1, suffix: '' },
  { processes: 10, suffix: '-10-processes' },
];

/** What floods write and cost, and where they write more than they should. */
export function floodSection(figures: Figures, memoryMegabytes: number): string {
  return `## A flood

10,000 calls of one principal in one window, each with another user agent, as each region's lag spreads them over minutes,
and all delivered within 25 s. With a queue, dollars are at most:

| delivered within | processes | write units a call, direct | write units a call, queue | direct | queue | from |
|---|---|---|---|---|---|---|
${floodRows(figures, memoryMegabytes)}

What a flood writes hardly grows with its calls: until its item is full, each write takes as many units as the item has KB
(\`flood-direct-item-bytes\`). A full item takes only regions that it does not have yet.

${missedBudgets(figures, CALLS)}`;
}

/** What the dearest of the floods costs with either ingestion, in dollars for so many calls. */
export function floodCost(
  figures: Figures,
  memoryMegabytes: number,
  calls: number,
): { readonly direct: number; readonly queue: number } {
  const dearest = (ingestion: string): number =>
    Math.max(
      ...TRAFFICS.flatMap(({ traffic }) =>
        FLEETS.map(({ suffix }) =>
          sumOf(costLines(figures, `${traffic}-${ingestion}${suffix}`, calls, memoryMegabytes)),
        ),
      ),
    );
  return { direct: dearest('direct'), queue: dearest('queue') + queueCost(calls) };
}

function floodRows(figures: Figures, memoryMegabytes: number): string {
  const writeUnitsPerCall = (name: string): string =>
    String(Number((figure(figures, `${name}-write-units`) / 1000).toPrecision(3)));
  const cost = (name: string): number => sumOf(costLines(figures, name, CALLS, memoryMegabytes));
  const rows = TRAFFICS.flatMap(({ within, traffic }) =>
    FLEETS.map(({ processes, suffix }) => {
      const [direct, queue] = [`${traffic}-direct${suffix}`, `${traffic}-queue${suffix}`];
      return [
        `| ${within}`,
        processes,
        writeUnitsPerCall(direct),
        writeUnitsPerCall(queue),
        smallDollarText(cost(direct)),
        smallDollarText(cost(queue) + queueCost(CALLS)),
        `\`${direct}-write-units\`, \`${queue}-write-units\` and others that begin so |`,
      ].join(' | ');
    }),
  );
  return rows.join('\n');
}
