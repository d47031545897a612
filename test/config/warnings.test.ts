import { resolveConfig } from '../../src/config/resolve';

/** The warnings of a configuration. */
function warningsOf(raw: Readonly<Record<string, unknown>>): readonly string[] {
  return resolveConfig(raw).warnings;
}

/** The warnings of a deployment with the hub in a region. */
function deploymentWarnings(
  hubRegion: string,
  raw: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  return resolveConfig({ subscribers: 'none', ...raw }, { hubRegion }).warnings;
}

describe('warnings about minCalls', () => {
  it('say that it has no effect when it is set and not above minRegions', () => {
    expect(warningsOf({ minCalls: 10 })).toEqual([
      'describe-instances, get-service-quota: minCalls 10 has no effect, because calls in 10 regions (minRegions) are at least 10 calls. Set minCalls above 10, or remove it.',
    ]);
  });

  it('say how to count regions only when the default would be higher', () => {
    expect(warningsOf({ minRegions: 8, minCalls: 5 })).toEqual([
      'describe-instances, get-service-quota: minCalls 5 has no effect, because calls in 8 regions (minRegions) are at least 8 calls. To count regions only, set minCalls to 8; otherwise set it higher.',
    ]);
  });

  it('do not appear when it is set so that only regions count', () => {
    expect(warningsOf({ minRegions: 8, minCalls: 8 })).toEqual([]);
  });

  it('say that the default applies when only minRegions is lowered', () => {
    expect(warningsOf({ minRegions: 8 })).toEqual([
      'describe-instances, get-service-quota: minCalls is not set, so the default 10 applies: 8 calls in 8 regions (minRegions) are not a sweep. To count regions only, set minCalls to 8; to keep the default, set it to 10.',
    ]);
  });

  it('do not appear when it is not set', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ minRegions: 12 })).toEqual([]);
  });

  it('do not appear when it has an effect', () => {
    expect(warningsOf({ minCalls: 11 })).toEqual([]);
    expect(warningsOf({ minRegions: 3, minCalls: 10 })).toEqual([]);
  });

  it('name the rule whose own setting has no effect', () => {
    const warnings = warningsOf({ rules: { 'get-service-quota': { minCalls: 4 } } });

    expect(warnings).toEqual([expect.stringMatching(/^get-service-quota: minCalls 4 /)]);
  });

  it('are separate for rules with different settings', () => {
    const warnings = warningsOf({ minCalls: 5, rules: { 'get-service-quota': { minCalls: 4 } } });

    expect(warnings).toEqual([
      expect.stringMatching(/^describe-instances: minCalls 5 /),
      expect.stringMatching(/^get-service-quota: minCalls 4 /),
    ]);
  });

  it('compare the settings that apply to the rule', () => {
    const warnings = warningsOf({
      minCalls: 12,
      rules: { 'get-service-quota': { minRegions: 15 } },
    });

    expect(warnings).toEqual([
      expect.stringMatching(/^get-service-quota: minCalls 12 .* 15 regions/),
    ]);
  });

  it('leave out disabled rules', () => {
    const rules = { 'describe-instances': { enabled: false } };

    expect(warningsOf({ minCalls: 5, rules })).toEqual([
      expect.stringMatching(/^get-service-quota: /),
    ]);
  });
});

describe('warnings about regions', () => {
  const NINE =
    'us-east-1,us-east-2,us-west-1,us-west-2,eu-west-1,eu-west-2,eu-west-3,sa-east-1,ca-central-1';

  it.each(['', '[]'])(
    'say that a rule never fires with the region of the hub alone: %j',
    (none) => {
      expect(warningsOf({ regions: none })).toEqual([
        'describe-instances, get-service-quota: the deployed detector can never reach minRegions 10, because the hub receives calls only from its own region and those in regions, 1 in total. Add regions, or set minRegions to at most 1.',
      ]);
    },
  );

  it('count the region of the hub, which need not be named', () => {
    expect(warningsOf({ regions: NINE })).toEqual([]);
    expect(warningsOf({ regions: NINE, minRegions: 11 })).toEqual([
      expect.stringContaining('set minRegions to at most 10'),
    ]);
    expect(warningsOf({ minRegions: 18 })).toEqual([]);
    expect(warningsOf({ minRegions: 19 })).toEqual([
      expect.stringContaining('set minRegions to at most 18'),
    ]);
  });

  it('count the region of the hub once, where it is known', () => {
    expect(deploymentWarnings('eu-central-1', { minRegions: 18 })).toEqual([
      expect.stringContaining('set minRegions to at most 17'),
    ]);
    expect(deploymentWarnings('eu-central-1', { minRegions: 17 })).toEqual([]);
    expect(deploymentWarnings('me-south-1', { minRegions: 18 })).toEqual([
      expect.stringContaining('me-south-1, an opt-in region'),
    ]);
  });

  it('count a region that is given twice once', () => {
    expect(warningsOf({ regions: `${NINE},us-east-1`, minRegions: 11 })).toHaveLength(1);
  });

  it('name the enabled rules that never fire', () => {
    const warnings = warningsOf({
      regions: 'us-east-1,eu-west-1',
      minRegions: 3,
      minCalls: 11,
      rules: { 'get-service-quota': { minRegions: 4 } },
    });

    expect(warnings).toEqual([
      expect.stringMatching(
        /^get-service-quota: the deployed detector can never reach minRegions 4,/,
      ),
    ]);
    expect(
      warningsOf({
        regions: 'us-east-1,eu-west-1',
        minRegions: 3,
        minCalls: 11,
        rules: { 'get-service-quota': { minRegions: 4, enabled: false } },
      }),
    ).toEqual([]);
  });

  it('name the opt-in regions, which must be enabled by hand', () => {
    expect(warningsOf({ regions: `${NINE},me-south-1,ap-east-1` })).toEqual([
      'regions: ap-east-1, me-south-1 must be enabled by hand in every account, and for StackSets also in the security account and the management account. See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-opt-in-regions.html',
    ]);
  });

  it.each([
    ['ap-southeast-9', ' Did you mean ap-southeast-1?'],
    ['ca-west-2', ' Did you mean ca-west-1?'],
    ['qq-northwest-12', ''],
  ])('take a new region, and suggest a known one that is near: %s', (region, hint) => {
    const warnings = [
      `this version does not know the region ${region}.${hint} If the region is new and your accounts have enabled it, ignore this warning.`,
      expect.stringMatching(`^regions: ${region} must be enabled by hand in every account`),
    ];

    expect(warningsOf({ regions: `${NINE},${region}` })).toEqual(warnings);
    expect(deploymentWarnings('us-east-1', { regions: `${NINE},${region}` })).toEqual(warnings);
  });

  it('say once that the region of the hub is new', () => {
    const warnings = deploymentWarnings('eu-east-1', { regions: `${NINE},eu-east-1` });

    expect(warnings.filter((text) => text.includes('does not know the region'))).toHaveLength(1);
  });

  it.each(['af-south-1', 'eu-east-1'])(
    'say that a hub in an opt-in region cannot serve other accounts: %s',
    (region) => {
      expect(deploymentWarnings(region)).toContain(
        `the hub is in ${region}, an opt-in region, so it can serve this account only: AWS refuses requests to the region from accounts that have not enabled it. If you plan to add accounts, deploy the hub to a region that every account has.`,
      );
    },
  );

  it('do not appear for a hub in a region that every account has', () => {
    expect(deploymentWarnings('sa-east-1')).toEqual([]);
  });
});
