import { UsageError } from '../../../cli/flags/usage-error';
import { gridOf } from '../../../cli/tune/grid-flags';
import { DEFAULT_GRID } from '../../../src/tuning/setting';

describe('the grid of the flags', () => {
  it('is the default one where nothing is given', () => {
    expect(gridOf({})).toEqual(DEFAULT_GRID);
  });

  it('has each value once, numbers in order', () => {
    expect(gridOf({ gridRegions: '20, 5,5', gridGroupBy: 'role,sourceIp' })).toEqual({
      ...DEFAULT_GRID,
      regions: [5, 20],
      groupBy: ['role', 'sourceIp'],
    });
  });

  it.each([
    [{ gridSeconds: '30,9999' }, /--grid-seconds: "9999" is not a whole number from 1 to 3600/],
    [{ gridRegions: '0' }, /--grid-regions: "0" is not a whole number from 1 to 64/],
    [{ gridRegions: '1e1' }, /"1e1" is not a whole number/],
    [{ gridRegions: 'ten\u001b[31m' }, /"ten\\u001b\[31m" is not a whole number/],
    [{ gridRegions: '5,,8' }, /--grid-regions: "5,,8" has an empty value/],
    [{ gridRegions: '' }, /--grid-regions: "" has an empty value/],
    [{ gridWindowing: 'slidin' }, /The nearest is sliding/],
    [{ gridGroupBy: 'arn,user' }, /Allowed are arn, accessKey, role, sourceIp/],
    [
      { gridSeconds: Array.from({ length: 3600 }, (_, at) => at + 1).join(',') },
      /The grid has 86400 settings: 6 regions × 3600 seconds × 2 windowings × 2 groupings/,
    ],
  ])('refuses %j', (flags, message) => {
    expect(() => gridOf(flags)).toThrow(UsageError);
    expect(() => gridOf(flags)).toThrow(message);
  });
});
