import { type Budget, figure } from '../../../tools/bench/measurement';

describe('a figure with a budget', () => {
  it.each<[Budget, boolean]>([
    [{ atMost: 10 }, true],
    [{ atMost: 9.9 }, false],
    [{ atLeast: 10 }, true],
    [{ atLeast: 10.1 }, false],
    [{ atMost: 9, note: 'on Sundays' }, false],
  ])('says whether it keeps it: %j', (budget, met) => {
    const measured = { name: 'a', value: 10, unit: 'KB', on: 'a test' };

    expect(figure('a', 10, 'KB', 'a test', budget)).toEqual({ ...measured, budget, met });
  });

  it('has neither budget nor verdict where there is none', () => {
    expect(Object.keys(figure('a', 10, 'KB', 'a test'))).toEqual(['name', 'value', 'unit', 'on']);
  });
});
