import { resolveConfig } from '../../src/config/resolve';

/** The warnings of a configuration. */
function warningsOf(raw: Readonly<Record<string, unknown>>): readonly string[] {
  return resolveConfig(raw).warnings;
}

describe('warnings', () => {
  it('say that minCalls decides nothing when it was set and is not above minRegions', () => {
    expect(warningsOf({ minCalls: 10 })).toEqual([
      'describe-instances: minCalls 10 decides nothing, because calls in 10 regions (minRegions) are at least 10 calls. Set minCalls to more than 10, or leave it out.',
      'get-service-quota: minCalls 10 decides nothing, because calls in 10 regions (minRegions) are at least 10 calls. Set minCalls to more than 10, or leave it out.',
    ]);
  });

  it('say nothing of a minCalls that nobody set', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ minRegions: 12 })).toEqual([]);
  });

  it('say nothing of a minCalls that decides something', () => {
    expect(warningsOf({ minCalls: 11 })).toEqual([]);
    expect(warningsOf({ minRegions: 3, minCalls: 10 })).toEqual([]);
  });

  it('name the rule whose own setting decides nothing', () => {
    const warnings = warningsOf({ rules: { 'get-service-quota': { minCalls: 4 } } });

    expect(warnings).toEqual([expect.stringMatching(/^get-service-quota: minCalls 4 /)]);
  });

  it('compare what holds for the rule in the end', () => {
    const warnings = warningsOf({
      minCalls: 12,
      rules: { 'get-service-quota': { minRegions: 20 } },
    });

    expect(warnings).toEqual([
      expect.stringMatching(/^get-service-quota: minCalls 12 .* 20 regions/),
    ]);
  });

  it('leave out rules that are disabled', () => {
    const rules = { 'describe-instances': { enabled: false } };

    expect(warningsOf({ minCalls: 5, rules })).toEqual([
      expect.stringMatching(/^get-service-quota: /),
    ]);
  });

  it('say that nothing will be detected when every rule is disabled', () => {
    const rules = {
      'describe-instances': { enabled: false },
      'get-service-quota': { enabled: false },
    };

    expect(warningsOf({ rules })).toEqual([
      'Every rule is disabled: nothing will be detected. Enable a rule under rules.',
    ]);
  });
});
