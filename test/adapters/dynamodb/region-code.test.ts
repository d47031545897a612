import fc from 'fast-check';
import {
  REGION_CODE_BYTES,
  regionCodeOf,
  regionOfCode,
} from '../../../src/adapters/dynamodb/region-code';
import { AWS_REGIONS } from '../../../src/config/aws-regions';

const OTHER_PARTITIONS = [
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-iso-east-1',
  'us-isob-west-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
];

describe('the code of a region', () => {
  it.each([...AWS_REGIONS.map(({ name }) => name), ...OTHER_PARTITIONS, 'zz-isoz-southwest-31'])(
    'stands for %s alone',
    (name) => {
      const code = regionCodeOf(name) ?? Number.NaN;

      expect(code).toBeGreaterThanOrEqual(0);
      expect(code).toBeLessThan(2 ** (REGION_CODE_BYTES * 8));
      expect(regionOfCode(code)).toBe(name);
    },
  );

  it.each([
    'eusc-de-east-1',
    'us-east-0',
    'us-east-01',
    'us-east-32',
    'us-east-1a',
    'us-up-1',
    'US-EAST-1',
    'us-east-1\n',
    'us-isoé-east-1',
    'usx-east-1',
    'unknown',
    '__proto__',
    '',
  ])('does not exist for %j', (name) => {
    expect(regionCodeOf(name)).toBeUndefined();
  });

  it('loses nothing of any name that has one', () => {
    const anyName = fc
      .tuple(
        fc.stringMatching(/^[a-z]{2}$/),
        fc.constantFrom('', '-gov', '-iso', '-isoa', '-isoz', '-isob'),
        fc.constantFrom('north', 'south', 'east', 'west', 'central', 'northeast', 'southwest'),
        fc.integer({ min: 1, max: 31 }),
      )
      .map(([letters, group, direction, number]) => `${letters}${group}-${direction}-${number}`);
    fc.assert(
      fc.property(anyName, (name) => {
        expect(regionOfCode(regionCodeOf(name) ?? Number.NaN)).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});
