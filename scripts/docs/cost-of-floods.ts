import { costLines, type Figures, figure, queueCost, sumOf } from './cost-by-use';
import { smallDollarText } from './dollars';

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

/** What floods take and cost as a whole, as rows of a table. */
export function floodRows(figures: Figures, memoryMegabytes: number): string {
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
