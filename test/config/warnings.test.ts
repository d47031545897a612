import { resolveConfig } from '../../src/config/resolve';

/** The warnings of a configuration. */
function warningsOf(raw: Readonly<Record<string, unknown>>): readonly string[] {
  return resolveConfig(raw).warnings;
}

describe('warnings about minCalls', () => {
  it('say that it decides nothing when it was set and is not above minRegions', () => {
    expect(warningsOf({ minCalls: 10 })).toEqual([
      'describe-instances, get-service-quota: minCalls 10 decides nothing, because calls in 10 regions (minRegions) are at least 10 calls. Set minCalls to more than 10, or leave it out.',
    ]);
  });

  it('say how to go by regions alone, where it is more when left out', () => {
    expect(warningsOf({ minRegions: 8, minCalls: 5 })).toEqual([
      'describe-instances, get-service-quota: minCalls 5 decides nothing, because calls in 8 regions (minRegions) are at least 8 calls. Set minCalls to 8 to go by regions alone, or to more.',
    ]);
  });

  it('say nothing of one that goes by regions alone, and has to be set for it', () => {
    expect(warningsOf({ minRegions: 8, minCalls: 8 })).toEqual([]);
  });

  it('say that one that nobody set decides, where regions were made fewer', () => {
    expect(warningsOf({ minRegions: 8 })).toEqual([
      'describe-instances, get-service-quota: minCalls is not set, so it is 10, and decides: 8 calls in 8 regions (minRegions) are no sweep. Set minCalls to 8 to go by regions alone, or to 10 if that is meant.',
    ]);
  });

  it('say nothing of one that nobody set', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ minRegions: 12 })).toEqual([]);
  });

  it('say nothing of one that decides something', () => {
    expect(warningsOf({ minCalls: 11 })).toEqual([]);
    expect(warningsOf({ minRegions: 3, minCalls: 10 })).toEqual([]);
  });

  it('name the rule whose own setting decides nothing', () => {
    const warnings = warningsOf({ rules: { 'get-service-quota': { minCalls: 4 } } });

    expect(warnings).toEqual([expect.stringMatching(/^get-service-quota: minCalls 4 /)]);
  });

  it('are apart for rules that do not agree', () => {
    const warnings = warningsOf({ minCalls: 5, rules: { 'get-service-quota': { minCalls: 4 } } });

    expect(warnings).toEqual([
      expect.stringMatching(/^describe-instances: minCalls 5 /),
      expect.stringMatching(/^get-service-quota: minCalls 4 /),
    ]);
  });

  it('compare what holds for the rule in the end', () => {
    const warnings = warningsOf({
      minCalls: 12,
      rules: { 'get-service-quota': { minRegions: 15 } },
    });

    expect(warnings).toEqual([
      expect.stringMatching(/^get-service-quota: minCalls 12 .* 15 regions/),
    ]);
  });

  it('leave out rules that are disabled', () => {
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
        'describe-instances, get-service-quota: minRegions 10 is never reached once deployed: calls get to the hub from its own region and 0 more (regions). Name more regions, or set minRegions to at most 1.',
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

    expect(warnings).toEqual([expect.stringMatching(/^get-service-quota: minRegions 4 /)]);
    expect(
      warningsOf({
        regions: 'us-east-1,eu-west-1',
        minRegions: 3,
        minCalls: 11,
        rules: { 'get-service-quota': { minRegions: 4, enabled: false } },
      }),
    ).toEqual([]);
  });

  it('name the opt-in regions, which are not enabled by themselves', () => {
    expect(warningsOf({ regions: `${NINE},me-south-1,ap-east-1` })).toEqual([
      'regions: these have to be enabled by hand in every account, and for a StackSet in its administrator account and the management account too: ap-east-1, me-south-1. See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-opt-in-regions.html',
    ]);
  });
});
