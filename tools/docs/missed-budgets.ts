import type { Measurement } from '../bench/measurement';
import { type Figures, figure } from './cost-by-use';

/**
 * The budgets that floods miss, and why. `test/tools/bench/cost-figures.test.ts` knows which: when others miss theirs, the
 * reason given here has to be looked at.
 *
 * @param calls of each flood.
 */
export function missedBudgets(figures: Figures, calls: number): string {
  const missed = [...figures.values()].filter(({ met }) => met === false);
  if (missed.length === 0) {
    return 'All figures keep their budgets, which are in `tools/bench/cost-figures.ndjson` beside them.';
  }
  const burst = ['burst-queue-write-units', 'burst-queue-10-processes-write-units'];
  const spread = missed.filter(({ name }) => name.startsWith('flood-queue'));
  const others = missed.filter((figure) => !spread.includes(figure));
  const units = spread.map(({ value }) => (value * calls) / 1000);
  return `The budget is that the write units of a flood are no more than 10 % of its calls with direct ingestion, and 1 % with a
queue. **Missed** is that of:

${spread.map(missedLine).join('\n')}

That is because every new region costs one write of a full item. Over minutes, the calls of each region come at a time of
their own, most when the item is long full, and processes that have the region at the same time may each write it.
Delivered within 25 s the regions come together, before the item is full, and the budget is kept: ${andList(burst.map((name) => percent(figure(figures, name))))}
(${burst.map((name) => `\`${name}\``).join(', ')}).

The bound is absolute and no share of the calls: about one write of a full item for each region and process. The ${andList(units.map((number) => number.toFixed(0)))}
units of these floods are 1 % of ${andList(units.map((number) => roundHundreds(number * 100)))} calls; a flood of more calls that writes as much keeps the budget.

Learning, for the signals that need a memory, is one read for a principal, region, day and process, and one write for a
principal, region and day. On account of it these are above their budgets too:

${others.map(missedLine).join('\n')}`;
}

function missedLine({ name, value, budget }: Measurement): string {
  const most = budget !== undefined && 'atMost' in budget ? percent(budget.atMost) : '';
  return `- \`${name}\`: ${percent(value)} instead of ${most}`;
}

/** Of the calls, from a number by the thousand of them. */
function percent(perThousand: number): string {
  return `${Number((perThousand / 10).toPrecision(3))} %`;
}

function andList(texts: readonly string[]): string {
  return texts.join(' and ');
}

function roundHundreds(number: number): string {
  return (Math.round(number / 100) * 100).toLocaleString('en-US');
}
