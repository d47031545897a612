import { measureFloodCapacity } from '../../../tools/bench/capacity/measure-capacity';
import { measureSweepCapacity } from '../../../tools/bench/capacity/measure-sweep';
import { readCostFigures } from '../../../tools/bench/cost-figures';
import { measureLogSize } from '../../../tools/bench/log-size';
import { type Measurement, withBudget } from '../../../tools/bench/measurement';
import { costPage } from '../../../tools/docs/cost-page';

const committed = readCostFigures();

/** The figures that miss their budget, each with the reason. `docs/cost.md` says so too. */
const MISSED: Readonly<Record<string, RegExp>> = {
  'flood-queue-write-units': /every new region costs one write of a full item/,
  'flood-queue-10-processes-write-units':
    /processes that have the region at the same time may each write it/,
  'burst-direct-10-processes-write-units': /Learning.*is one read .* and one write/,
  'day-direct-read-requests': /Learning.*is one read for a principal, region, day and process/,
};

describe('the figures that docs/cost.md rests on', () => {
  it.each<[string, () => Measurement[] | Promise<Measurement[]>]>([
    ['the log', measureLogSize],
    ['a sweep', measureSweepCapacity],
    ['a flood', () => measureFloodCapacity([{ ingestion: 'queue', processes: 1 }])],
  ])('are what is measured now: %s', async (_name, measure) => {
    const figures = await measure();

    // If this fails, run `npm run cost`. It takes some minutes.
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.map(({ name }) => committed.get(name))).toEqual(figures);
  });

  it('keep their budgets, but for those that are known not to', () => {
    const budgeted = [...committed.values()].filter(({ budget }) => budget !== undefined);
    expect(budgeted.length).toBeGreaterThan(15);

    const missed = budgeted.filter(({ met }) => met !== true).map(({ name }) => name);

    // If this fails for a figure that is better now, take it out, and out of the reasons on the page.
    expect(missed.sort()).toEqual(Object.keys(MISSED).sort());
  });

  it.each(Object.entries(MISSED))(
    'miss no budget without a reason on the page: %s',
    (name, reason) => {
      const page = costPage(committed);

      expect(page).toMatch(new RegExp(`^- \`${name}\`: [\\d.]+ % instead of [\\d.]+ %$`, 'm'));
      expect(page.replaceAll('\n', ' ')).toMatch(reason);
    },
  );

  it('are lines as npm run bench writes them', () => {
    expect(committed.size).toBeGreaterThan(30);
    for (const figure of committed.values()) {
      expect(figure).toEqual({
        name: expect.stringMatching(/^(log|sweep|notification|flood|burst|day)-[a-z0-9-]+$/),
        value: expect.any(Number),
        unit: expect.any(String),
        on: expect.any(String),
        ...(figure.budget !== undefined && {
          budget: expect.objectContaining({ atMost: expect.any(Number) }),
          met: withBudget(figure, figure.budget).met,
        }),
      });
    }
  });
});
