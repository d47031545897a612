import { measureFloodCapacity } from '../../bench/capacity/measure-capacity';
import { measureSweepCapacity } from '../../bench/capacity/measure-sweep';
import { readCostFigures } from '../../bench/cost-figures';
import { measureLogSize } from '../../bench/log-size';
import type { Measurement } from '../../bench/measurement';

const committed = readCostFigures();

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

  it('are lines as npm run bench writes them', () => {
    expect(committed.size).toBeGreaterThan(30);
    for (const figure of committed.values()) {
      expect(figure).toEqual({
        name: expect.stringMatching(/^(log|sweep|notification|flood|burst|day)-[a-z0-9-]+$/),
        value: expect.any(Number),
        unit: expect.any(String),
        on: expect.any(String),
        ...(figure.budget !== undefined && { budget: expect.any(String) }),
      });
    }
  });
});
