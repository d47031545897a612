import { AWS_REGIONS } from '../../src/config/aws-regions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { resolveConfig } from '../../src/config/resolve';
import { problemKeysOf, problemsOf } from '../support/config-problems';

describe('regions', () => {
  it('are by default those that every account has', () => {
    const optIn = AWS_REGIONS.filter(({ isOptIn }) => isOptIn).map(({ name }) => name);

    expect(DEFAULT_CONFIG.regions).toHaveLength(17);
    expect(DEFAULT_CONFIG.regions).toEqual(expect.arrayContaining(['us-east-1', 'sa-east-1']));
    expect(DEFAULT_CONFIG.regions.filter((region) => optIn.includes(region))).toEqual([]);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['a list', ['us-east-1', 'eu-west-1'], ['us-east-1', 'eu-west-1']],
    ['text with commas', ' us-east-1, eu-west-1,', ['us-east-1', 'eu-west-1']],
    ['JSON text', '["us-east-1","eu-west-1"]', ['us-east-1', 'eu-west-1']],
    ['opt-in regions', ['me-south-1'], ['me-south-1']],
    ['a region that is given twice', 'us-east-1,eu-west-1,us-east-1', ['us-east-1', 'eu-west-1']],
    ['an empty list', [], []],
    ['an empty list as JSON text', '[]', []],
    ['no text', '', []],
  ])('are taken as %s', (_form, given, regions) => {
    expect(resolveConfig({ regions: given }).config.regions).toEqual(regions);
  });

  it('are refused when they do not exist, with the nearest and all that do', () => {
    expect(problemsOf({ regions: 'us-east-1,eu-wset-1' })).toEqual([
      {
        key: 'regions.1',
        problem: 'is not the name of a region',
        received: '"eu-wset-1"',
        allowed: expect.stringMatching(
          /^the regions .*: af-south-1, ap-east-1, .*, us-west-2, or a newer one$/,
        ),
        fix: 'Write eu-west-1, the nearest known region, or remove it.',
      },
    ]);
  });

  it.each([
    ['EU-West-1', 'eu-west-1'],
    ['us_east_2', 'us-east-2'],
    ['apsoutheast5', 'ap-southeast-5'],
  ])('are refused in another spelling: %s', (given, near) => {
    expect(problemsOf({ regions: [given] })[0]?.fix).toContain(`Write ${near}, the nearest`);
  });

  it.each(['everywhere', '', 'x'.repeat(10_000), '__proto__'])(
    'have no nearest when there is none: %j',
    (given) => {
      expect(problemsOf({ regions: [given] })[0]?.fix).toBe('Remove it.');
    },
  );

  it.each(['eu-west-9', 'qq-central-1', 'ap-southeast-10'])('may be new: %s', (region) => {
    expect(resolveConfig({ regions: [region] }).config.regions).toEqual([region]);
  });

  it.each(['eu-west', 'eu-west-1a', 'e-west-1', 'eu-middle-1', 'eu-west-1,', 'aws-global'])(
    'are refused if no region is named like that: %s',
    (region) => {
      expect(problemKeysOf({ regions: [region] })).toEqual(['regions.0']);
    },
  );

  it('are reported one by one, each once', () => {
    const regions = ['us-east-1', 'mars-north-pole-1', 7, 'cn-north-1', null];

    expect([...problemKeysOf({ regions })].sort()).toEqual([
      'regions.1',
      'regions.2',
      'regions.3',
      'regions.4',
    ]);
    expect(problemKeysOf({ regions: { 'us-east-1': true } })).toEqual(['regions']);
  });
});
