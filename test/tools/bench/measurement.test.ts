import { type Budget, withBudget } from '../../../tools/bench/measurement';

const FIGURE = { name: 'a', value: 10, unit: 'KB' };

describe('a figure with a budget', () => {
  it.each<[Budget, boolean]>([
    [{ atMost: 10 }, true],
    [{ atMost: 9.9 }, false],
    [{ atLeast: 10 }, true],
    [{ atLeast: 10.1 }, false],
    [{ atMost: 9, note: 'on Sundays' }, false],
  ])('says whether it keeps it: %j', (budget, met) => {
    expect(withBudget(FIGURE, budget)).toEqual({ ...FIGURE, budget, met });
  });

  it('is the figure alone where there is none', () => {
    expect(withBudget(FIGURE, undefined)).toEqual(FIGURE);
  });
});
