import { ConfigError, type ConfigProblem } from '../../src/config/config-error';
import { resolveConfig } from '../../src/config/resolve';

/** The problems of a configuration. */
function problemsOf(raw: Readonly<Record<string, unknown>>): readonly ConfigProblem[] {
  try {
    resolveConfig(raw);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

function keysOf(raw: Readonly<Record<string, unknown>>): readonly string[] {
  return problemsOf(raw).map(({ key }) => key);
}

describe('ConfigError', () => {
  it('says what is wrong, what was received, what is allowed and what to do', () => {
    expect(problemsOf({ minRegions: 'ten' })).toEqual([
      {
        key: 'minRegions',
        problem: 'is not a whole number',
        received: '"ten"',
        allowed: 'a whole number from 1 to 64',
        fix: 'Write it as in minRegions=12, or leave minRegions out (default: 10).',
      },
    ]);
  });

  it('reports every problem at once', () => {
    const keys = keysOf({
      minRegion: 12,
      windowSeconds: 0,
      windowing: 'hopping',
      minRegions: 65,
      minCalls: 201,
      groupBy: 'user',
      emails: ['a@x.org', 'nobody'],
      slack: { workspaceId: 'lower', chanelId: 'C1' },
      rules: {
        'describe-instance': {},
        'describe-instances': 'off',
        'get-service-quota': { minCalls: 300, enable: true, groupBy: null },
      },
      lateEventHours: 721,
    });

    expect([...keys].sort()).toEqual([
      'emails.1',
      'groupBy',
      'lateEventHours',
      'minCalls',
      'minRegion',
      'minRegions',
      'rules.describe-instance',
      'rules.describe-instances',
      'rules.get-service-quota.enable',
      'rules.get-service-quota.groupBy',
      'rules.get-service-quota.minCalls',
      'slack.chanelId',
      'slack.channelId',
      'slack.workspaceId',
      'windowSeconds',
      'windowing',
    ]);
  });

  it('has a message that lists every problem in full', () => {
    const raw = { minRegion: 12, lateEventHours: -1, slack: [] };

    const problems = problemsOf(raw);

    expect(() => resolveConfig(raw)).toThrow(/^The configuration has 3 problems\./);
    for (const problem of problems) {
      for (const text of Object.values(problem)) {
        expect(() => resolveConfig(raw)).toThrow(text);
      }
    }
  });

  it.each([
    [{ minRegion: 12 }, 'minRegions'],
    [{ 'min-regions': 12 }, 'minRegions'],
    [{ MIN_CALLS: 12 }, 'minCalls'],
    [{ window: 30 }, 'windowing'],
    [{ email: 'a@x.org' }, 'emails'],
    [{ rules: { 'get-quota': {} } }, 'get-service-quota'],
    [{ rules: { 'describe-instances': { min_regions: 3 } } }, 'minRegions'],
    [{ slack: { workspaceId: 'T1', channelId: 'C1', channel: 'C1' } }, 'channelId'],
  ])('names the known key that is nearest to an unknown one: %j', (raw, nearest) => {
    const [problem] = problemsOf(raw);

    expect(problem).toMatchObject({
      problem: 'is not a known key',
      allowed: expect.stringContaining(nearest),
      fix: `Rename it to ${nearest}, the nearest known key, or remove it.`,
    });
  });

  it('refuses keys that every object inherits', () => {
    const rules = JSON.parse('{"__proto__": {"enabled": false}, "constructor": {}}');

    expect(keysOf({ rules })).toEqual(['rules.__proto__', 'rules.constructor']);
    expect(keysOf({ toString: 1 })).toEqual(['toString']);
  });

  it('refuses thresholds above the calls that are kept, also those of single rules', () => {
    expect(keysOf({ minCalls: 50, maxTrackedCalls: 20 })).toEqual(['minCalls']);
    expect(
      keysOf({ rules: { 'get-service-quota': { minCalls: '21' } }, maxTrackedCalls: '20' }),
    ).toEqual(['rules.get-service-quota.minCalls']);
    expect(keysOf({ minCalls: 300, maxTrackedCalls: 300 })).toEqual([]);
  });

  it('refuses more regions than are kept, also for single rules', () => {
    expect(keysOf({ rules: { 'get-service-quota': { minRegions: 65 } } })).toEqual([
      'rules.get-service-quota.minRegions',
    ]);
  });

  it('reports a threshold once, and not against a cap that is refused itself', () => {
    expect(keysOf({ minCalls: 5000 })).toEqual(['minCalls']);
    expect(keysOf({ minCalls: 500, maxTrackedCalls: 5 })).toEqual(['maxTrackedCalls']);
  });

  it('shows values and keys printable, on one line and cut to a bearable length', () => {
    const problems = problemsOf({
      windowing: `sliding\u001b[31m\n\u202e${'x'.repeat(10_000)}`,
      [`\u202ekey\n${'y'.repeat(10_000)}`]: 'z'.repeat(10_000),
    });

    expect(problems).toHaveLength(2);
    for (const text of problems.flatMap((problem) => Object.values(problem))) {
      expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(text.length).toBeLessThan(250);
    }
  });

  it.each([[() => {}], [1n], [Symbol('s')], [Number.NaN], [[]], [null], [{}], [true]])(
    'refuses %p as a number without failing otherwise',
    (value) => {
      expect(keysOf({ minRegions: value })).toEqual(['minRegions']);
    },
  );

  it.each(['', 'null', '1e400', '012', '+12', '12 regions', '{', '[10]'])(
    'refuses the text %j as a number',
    (text) => {
      expect(keysOf({ minRegions: text })).toEqual(['minRegions']);
    },
  );
});
