import { resolveConfig } from '../../src/config/resolve';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { problemKeysOf, problemsOf } from '../support/config-problems';

describe('ConfigError', () => {
  it('names the problem, the value received, the values allowed and the fix', () => {
    expect(problemsOf({ minRegions: 'ten' })).toEqual([
      {
        key: 'minRegions',
        problem: 'is not a whole number',
        received: '"ten"',
        allowed: 'a whole number from 1 to 64',
        fix: 'Use a value such as minRegions=12, or remove it (default: 10).',
      },
    ]);
  });

  it('reports every problem at once', () => {
    const keys = problemKeysOf({
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
      notifyFrom: 'Low',
      renotifyMinutes: 1441,
    });

    expect([...keys].sort()).toEqual([
      'emails.1',
      'groupBy',
      'lateEventHours',
      'minCalls',
      'minRegion',
      'minRegions',
      'notifyFrom',
      'renotifyMinutes',
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

  it.each([
    'https://wiki.example.org/a page',
    'https://wiki.example.org/operations#start',
    'https://wiki.example.org/a)](javascript:alert(1))',
    'https://wiki.example.org/<!channel>',
    'https://wiki.example.org/a|b',
    'https://wiki.example.org/"a"',
    'https://wiki.example.org/`a`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CDK would replace it.
    'https://${Token[AWS.Region.4]}/',
    'javascript:alert(1)',
    'http://wiki.example.org/operations',
    'https://',
    `https://${'x'.repeat(201)}`,
  ])('refuses a page that would break the links to it: %s', (runbookUrl) => {
    expect(problemKeysOf({ runbookUrl })).toEqual(['runbookUrl']);
  });

  it('says of a list of quotas what is wrong, what is allowed and how to fix it', () => {
    const fix =
      'Copy codes that "aws service-quotas list-service-quotas --service-code ec2" prints, or remove it: then the default applies.';
    const allowed =
      'a list of 1 to 40 quota codes, each L- and 8 hexadecimal digits in capitals, for example L-34B43A08';
    const problemsWith = (rule: object) => problemsOf({ rules: { 'get-service-quota': rule } });

    expect(problemsWith({ quotas: ['L-1216C47A', 'l-34b43a08'] })).toEqual([
      {
        key: 'rules.get-service-quota.quotas.1',
        problem: 'has the wrong format',
        received: '"l-34b43a08"',
        allowed,
        fix,
      },
    ]);
    expect(problemsWith({ quotas: [] })).toEqual([
      {
        key: 'rules.get-service-quota.quotas',
        problem: 'is too small',
        received: '[]',
        allowed,
        fix,
      },
    ]);
    expect(problemsWith({ awsDefaultQuota: 'yes' })).toEqual([
      {
        key: 'rules.get-service-quota.awsDefaultQuota',
        problem: 'is not true or false',
        received: '"yes"',
        allowed: 'true or false',
        fix: 'Write true or false, or remove it: then the default applies.',
      },
    ]);
  });

  it('refuses to watch nothing and something at once', () => {
    expect(problemsOf({ watch: 'none,mail' })).toEqual([
      {
        key: 'watch',
        problem: 'combines none with categories',
        received: '["none","mail"]',
        allowed: expect.stringMatching(/^default, none, .*, or several of them/),
        fix: 'Remove none to watch these categories, or set watch to none alone.',
      },
    ]);
    expect(problemsOf({ watch: ['none'] })).toEqual([]);
    expect(problemsOf({ watch: 'emails' })).toMatchObject([
      { key: 'watch', problem: 'is not an allowed value' },
    ]);
  });

  it('refuses the settings of one rule for another', () => {
    expect(problemKeysOf({ rules: { 'describe-instances': { quotas: ['L-1216C47A'] } } })).toEqual([
      'rules.describe-instances.quotas',
    ]);
    expect(problemKeysOf({ quotas: ['L-1216C47A'] })).toEqual(['quotas']);
  });

  it.each(['groupBy', 'allowlist'])('%s refuses an object that looks like a list', (key) => {
    expect(problemKeysOf({ [key]: { length: [[{ toString: null }]] } })).toEqual([key]);
  });

  it.each<[object, string[]]>([
    [{ x: 0 }, ['severity.cutoffs.x is not a known key']],
    [{ medium: 0 }, ['severity.cutoffs.medium is too small']],
    [{ critical: 101 }, ['severity.cutoffs.critical is too large']],
    [
      { low: 90 },
      ['severity.cutoffs.medium is not above severity.cutoffs.low: cutoffs must ascend'],
    ],
    [
      { high: 40 },
      ['severity.cutoffs.high is not above severity.cutoffs.medium: cutoffs must ascend'],
    ],
  ])('reports each problem of a cutoff once: %j', (cutoffs, expected) => {
    const problems = problemsOf({ severity: { cutoffs } });

    expect(problems.map(({ key, problem }) => `${key} ${problem}`)).toEqual(expected);
  });

  it('reports problems of every kind in one message', () => {
    const raw = {
      minRegoins: 12,
      windowSeconds: 0,
      minCalls: 201,
      rules: {
        'describe-instances': { enabled: false },
        'get-service-quota': { enabled: 'false' },
      },
      regions: 'us-east-1,eu-wset-1,cn-north-1',
      organization: { id: 'o-acme', units: ['Workloads'], accounts: [111122223333] },
      emails: 'nobody',
      slack: { workspaceId: 'T0123ABCD' },
    };

    const problems = problemsOf(raw);

    expect(problems.map(({ key, problem }) => `${key} ${problem}`).sort()).toEqual([
      'emails.0 has the wrong format',
      'minCalls exceeds maxTrackedCalls, so it could never be reached',
      'minRegoins is not a known key',
      'organization.accounts.0 is not a string',
      'organization.id has the wrong format',
      'organization.units.0 has the wrong format',
      'regions.1 is not the name of a region',
      'regions.2 is a region of China, and EventBridge does not deliver events across partitions',
      'rules disables every rule, so nothing would be detected',
      'slack.channelId is missing',
      'windowSeconds is too small',
    ]);
    for (const { key, problem, received, allowed, fix } of problems) {
      expect(() => resolveConfig(raw)).toThrow(
        [
          `${key} ${problem}.`,
          `  received: ${received}`,
          `  allowed:  ${allowed}`,
          `  fix:      ${fix}`,
        ].join('\n'),
      );
    }
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
    [{ lateEventsHours: 48 }, 'lateEventHours'],
    [{ region: 'us-east-1' }, 'regions'],
    [{ organisation: 'o-a1b2c3d4e5' }, 'organization'],
    [{ rules: { 'get-service-qouta': {} } }, 'get-service-quota'],
    [{ rules: { describe_instance: {} } }, 'describe-instances'],
    [{ rules: { 'describe-instances': { min_regions: 3 } } }, 'minRegions'],
    [{ slack: { workspaceId: 'T1', channelId: 'C1', channel: 'C1' } }, 'channelId'],
    [{ organization: { id: 'o-a1b2c3d4e5', unit: [] } }, 'units'],
  ])('names the known key that is nearest to an unknown one: %j', (raw, nearest) => {
    const [problem] = problemsOf(raw);

    expect(problem).toMatchObject({
      problem: 'is not a known key',
      allowed: expect.stringContaining(nearest),
      fix: `Rename it to ${nearest}, the nearest known key, or remove it.`,
    });
  });

  it.each<[Readonly<Record<string, unknown>>, string]>([
    [{ foo: 1 }, 'windowSeconds, windowing, minRegions, '],
    [{ '': 1 }, 'windowSeconds, windowing, minRegions, '],
    [{ threshold: 12 }, 'windowSeconds, windowing, minRegions, '],
    [{ rules: { 'list-buckets': {} } }, 'describe-instances, get-service-quota'],
    [{ rules: { 'describe-instances': { severity: 1 } } }, 'enabled, windowSeconds, '],
    [{ slack: { workspaceId: 'T1', channelId: 'C1', url: 'x' } }, 'workspaceId, channelId'],
    [{ organization: { id: 'o-a1b2c3d4e5', name: 'x' } }, 'id, units, accounts, '],
  ])('names the known keys when no key is near: %j', (raw, allowed) => {
    expect(problemsOf(raw)).toEqual([
      expect.objectContaining({
        problem: 'is not a known key',
        allowed: expect.stringContaining(allowed),
        fix: 'Remove it, or use one of the allowed keys.',
      }),
    ]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'a Slack channel without its workspace',
      { slack: { channelId: 'C1' } },
      ['slack.workspaceId'],
    ],
    ['a Slack workspace without channel', { slack: '{"workspaceId":"T1"}' }, ['slack.channelId']],
    ['a malformed e-mail address', { emails: 'a@x.org,nobody' }, ['emails.1']],
    ['a window without length', { windowSeconds: 0 }, ['windowSeconds']],
    ['more calls than are kept', { minCalls: 201 }, ['minCalls']],
    ['an allow-list without a name', { allowlist: ' ' }, ['allowlist']],
    ['an allow-list that is no path', { allowlist: { entries: [] } }, ['allowlist']],
    ['an unknown collection', { collection: 'sqs' }, ['collection']],
    ['a trail without its S3 bucket', { trail: { prefix: 'logs' } }, ['trail.bucket']],
    ['an S3 bucket that is a URL', { trail: { bucket: 's3://logs' } }, ['trail.bucket']],
    ...['/logs', 'logs/', 'AWSLogs', 'logs/AWSLogs', 'AWSLogs/111122223333', ''].map(
      (prefix): [string, Readonly<Record<string, unknown>>, readonly string[]] => [
        `a prefix that is ${prefix || 'empty'}`,
        { trail: { bucket: 'logs', prefix } },
        ['trail.prefix'],
      ],
    ),
    [
      'a trail in another partition',
      { trail: { bucket: 'logs', region: 'cn-north-1' } },
      ['trail.region'],
    ],
    [
      'the alias of a key',
      { trail: { bucket: 'logs', keyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/trail' } },
      ['trail.keyArn'],
    ],
    [
      'the name of a topic',
      { trail: { bucket: 'logs', topicArn: 'trail-files' } },
      ['trail.topicArn'],
    ],
    ['a silence that is too short', { silenceHours: 0 }, ['silenceHours']],
    ['a silence that no alarm covers', { silenceHours: 25 }, ['silenceHours']],
    ['parts of an hour', { silenceHours: 2.5 }, ['silenceHours']],
    ['a heartbeat that is a number', { heartbeat: 1 }, ['heartbeat']],
    ['a heartbeat that is not true or false', { heartbeat: 'yes' }, ['heartbeat']],
  ])('refuses %s', (_what, raw, keys) => {
    expect(problemKeysOf(raw)).toEqual(keys);
  });

  it.each<[unknown, string]>([
    ['direct', 'Remove it: nothing else changes.'],
    ['batch', 'Remove it: nothing else changes.'],
    [
      ' queue ',
      'Remove it, or set collection=trail to read the files of your trail through a queue. To keep the calls in a deployed queue, first deploy release 0.5 with ingestion=direct: see docs/upgrading.md.',
    ],
  ])('answers a removed key with what replaces it: ingestion=%s', (value, fix) => {
    expect(problemsOf({ ingestion: value })).toEqual([
      {
        key: 'ingestion',
        problem: 'was removed in release 0.6',
        received: JSON.stringify(value),
        allowed: 'no value: EventBridge always invokes the detector directly',
        fix,
      },
    ]);
  });

  it('shows an empty key in quotes, so that it is visible', () => {
    expect(problemKeysOf({ '': 1 })).toEqual(['""']);
  });

  it('refuses a configuration that detects nothing', () => {
    const rules = Object.fromEntries(RULE_IDS.map((id) => [id, { enabled: false }]));

    expect(problemsOf({ rules })).toEqual([
      {
        key: 'rules',
        problem: 'disables every rule, so nothing would be detected',
        received: JSON.stringify(rules),
        allowed: 'at least one enabled rule',
        fix: 'Remove enabled, or set it to true, for describe-instances or get-service-quota.',
      },
    ]);
    expect(problemKeysOf({ rules: JSON.stringify(rules) })).toEqual(['rules']);
  });

  it('refuses keys that every object inherits', () => {
    const rules = JSON.parse('{"__proto__": {"enabled": false}, "constructor": {}}');

    expect(problemKeysOf({ rules })).toEqual(['rules.__proto__', 'rules.constructor']);
    expect(problemKeysOf({ toString: 1 })).toEqual(['toString']);
  });

  it('refuses a minCalls above maxTrackedCalls, also of single rules', () => {
    expect(problemKeysOf({ minCalls: 50, maxTrackedCalls: 20 })).toEqual(['minCalls']);
    expect(
      problemKeysOf({ rules: { 'get-service-quota': { minCalls: '21' } }, maxTrackedCalls: '20' }),
    ).toEqual(['rules.get-service-quota.minCalls']);
    expect(problemKeysOf({ minCalls: 300, maxTrackedCalls: 300 })).toEqual([]);
  });

  it('refuses more regions than a bucket keeps, also for single rules', () => {
    expect(problemKeysOf({ rules: { 'get-service-quota': { minRegions: 65 } } })).toEqual([
      'rules.get-service-quota.minRegions',
    ]);
  });

  it('reports a threshold once, and ignores a cap that is itself refused', () => {
    expect(problemKeysOf({ minCalls: 5000 })).toEqual(['minCalls']);
    expect(problemKeysOf({ minCalls: 500, maxTrackedCalls: 5 })).toEqual(['maxTrackedCalls']);
  });

  it('shows values and keys printable, on one line and bounded', () => {
    const problems = problemsOf({
      windowing: `sliding\u001b[31m\n\u202e${'x'.repeat(10_000)}`,
      [`\u202ekey\n${'y'.repeat(10_000)}`]: 'z'.repeat(10_000),
    });

    expect(problems).toHaveLength(2);
    for (const text of problems.flatMap((problem) => Object.values(problem))) {
      expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(text.length).toBeLessThan(320);
    }
  });

  it.each([[() => {}], [1n], [Symbol('s')], [Number.NaN], [[]], [null], [{}], [true]])(
    'refuses %p as a number and does not crash',
    (value) => {
      expect(problemKeysOf({ minRegions: value })).toEqual(['minRegions']);
    },
  );

  it.each(['', 'null', '1e400', '012', '+12', '12 regions', '{', '[10]'])(
    'refuses the text %j as a number',
    (text) => {
      expect(problemKeysOf({ minRegions: text })).toEqual(['minRegions']);
    },
  );
});
