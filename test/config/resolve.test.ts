import { AWS_REGIONS } from '../../src/config/aws-regions';
import { contextProblems } from '../../src/config/check-context';
import { ConfigError } from '../../src/config/config-error';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import { resolveConfig } from '../../src/config/resolve';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { problemsOf } from '../support/config-problems';

describe('resolveConfig', () => {
  it('returns the defaults when nothing is set', () => {
    expect(resolveConfig({})).toEqual({ config: DEFAULT_CONFIG, warnings: [] });
  });

  it('accepts its own defaults, which change nothing', () => {
    const { rules, ...others } = DEFAULT_CONFIG;

    expect(contextProblems({ ...DEFAULT_CONFIG })).toEqual([]);
    expect(resolveConfig({ ...others, rules }).config).toEqual(DEFAULT_CONFIG);
  });

  it('has a value for every key with a default, and for no other', () => {
    const keys = Object.entries(CONFIG_KEYS).filter(([, row]) => row.default !== undefined);

    expect(Object.keys(DEFAULT_CONFIG).sort()).toEqual(keys.map(([key]) => key).sort());
  });

  it('has the defaults of the Elastic rules, but slides its windows', () => {
    expect(DEFAULT_CONFIG).toMatchObject({
      windowSeconds: 30,
      windowing: 'sliding',
      minRegions: 10,
      minCalls: 10,
      groupBy: 'arn',
      rules: Object.fromEntries(
        RULE_IDS.map((id) => [
          id,
          {
            enabled: true,
            windowSeconds: 30,
            windowing: 'sliding',
            minRegions: 10,
            minCalls: 10,
            groupBy: 'arn',
          },
        ]),
      ),
      severity: DEFAULT_SEVERITY,
      notifyFrom: 'low',
      renotifyMinutes: 60,
      watch: 'default',
      regions: AWS_REGIONS.filter(({ isOptIn }) => !isOptIn).map(({ name }) => name),
      emails: [],
      securityHub: false,
      silenceHours: 1,
      heartbeat: true,
      lateEventHours: 24,
      maxTrackedCalls: 200,
    });
  });

  it.each([
    [
      { notifyFrom: 'high', renotifyMinutes: 0 },
      { notifyFrom: 'high', renotifyMinutes: 0 },
    ],
    [
      { notifyFrom: 'informational', renotifyMinutes: '1440' },
      { notifyFrom: 'informational', renotifyMinutes: 1440 },
    ],
    [{}, { notifyFrom: 'low', renotifyMinutes: 60 }],
  ])('takes the keys that decide which findings send an alert: %j', (context, expected) => {
    expect(resolveConfig(context).config).toMatchObject(expected);
  });

  it('passes what is set for all rules on to each', () => {
    const { rules } = resolveConfig({ minRegions: 12, groupBy: 'role' }).config;

    for (const id of RULE_IDS) {
      expect(rules[id]).toMatchObject({ minRegions: 12, groupBy: 'role', minCalls: 10 });
    }
  });

  it.each([
    ['arn,arn', 'arn'],
    [['role', 'role'], 'role'],
    ['arn,role,arn', ['arn', 'role']],
  ])('takes a grouping that is given twice once: %j', (groupBy, expected) => {
    const { config } = resolveConfig({ groupBy });

    expect(config.groupBy).toEqual(expected);
    expect(config.rules['get-service-quota'].groupBy).toEqual(expected);
  });

  it.each([
    ['default,reads', ['default', 'reads']],
    [['mail', 'mail'], 'mail'],
    [' none', 'none'],
  ])('takes what to watch: %j', (watch, expected) => {
    expect(resolveConfig({ watch }).config.watch).toEqual(expected);
  });

  it('lets the settings of a rule take precedence', () => {
    const { config } = resolveConfig({
      minRegions: 12,
      rules: { 'get-service-quota': { minRegions: 5, windowing: 'tumbling' } },
    });

    expect(config.minRegions).toBe(12);
    expect(config.rules['describe-instances']).toMatchObject({ minRegions: 12 });
    expect(config.rules['get-service-quota']).toMatchObject({
      minRegions: 5,
      windowing: 'tumbling',
      windowSeconds: 30,
    });
  });

  it('reads text as the command line passes it', () => {
    const { config } = resolveConfig({
      minRegions: ' 12 ',
      windowing: 'tumbling',
      emails: 'a@x.org, b@y.org,',
      slack: '{"workspaceId":"T0123ABCD","channelId":"C0123ABCD"}',
      rules: '{"describe-instances":{"enabled":"false"}}',
      forwarderAlarms: ' region ',
      silenceHours: '12',
      heartbeat: 'false',
    });

    expect(config).toMatchObject({
      minRegions: 12,
      windowing: 'tumbling',
      emails: ['a@x.org', 'b@y.org'],
      slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' },
      rules: { 'describe-instances': { enabled: false } },
      forwarderAlarms: 'region',
      silenceHours: 12,
      heartbeat: false,
    });
  });

  it('reads empty text as no e-mail addresses, and drops duplicates', () => {
    expect(resolveConfig({ emails: '' }).config.emails).toEqual([]);
    expect(resolveConfig({ emails: 'a@x.org,a@x.org' }).config.emails).toEqual(['a@x.org']);
  });

  it('ignores what CDK keeps in the context for itself, and what is undefined', () => {
    const { config } = resolveConfig({
      '@aws-cdk/core:checkSecretUsage': true,
      'aws:cdk:bundling-stacks': ['**'],
      'availability-zones:account=111122223333:region=eu-central-1': ['a'],
      'cli-telemetry': false,
      'acknowledged-issue-numbers': [1],
      minRegions: undefined,
      rules: { 'describe-instances': { minCalls: undefined } },
    });

    expect(config).toEqual(DEFAULT_CONFIG);
  });

  it('returns frozen results and changes neither its input nor the defaults', () => {
    const raw = {
      rules: { 'describe-instances': { minRegions: 3 } },
      emails: ['a@x.org'],
      organization: { accounts: ['111122223333'] },
    };
    const before = structuredClone({ raw, DEFAULT_CONFIG });

    const { config, warnings } = resolveConfig(raw);

    for (const part of [config, config.rules, config.rules['describe-instances'], warnings]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    for (const list of [config.emails, config.regions, config.organization?.accounts]) {
      expect(list).toBeInstanceOf(Array);
      expect(Object.isFrozen(list)).toBe(true);
    }
    expect(Object.isFrozen(DEFAULT_CONFIG.rules['get-service-quota'])).toBe(true);
    expect({ raw, DEFAULT_CONFIG }).toEqual(before);
    expect(Object.isFrozen(raw.emails)).toBe(false);
    expect(Object.isFrozen(raw.organization.accounts)).toBe(false);
  });

  it.each([
    ['windowSeconds', 1, 3600],
    ['minRegions', 1, 64],
    ['minCalls', 1, 200],
    ['silenceHours', 1, 24],
    ['lateEventHours', 1, 720],
    ['maxTrackedCalls', 10, 1000],
  ])('takes %s from %d to %d and nothing beyond', (key, min, max) => {
    expect(resolveConfig({ [key]: min }).config).toMatchObject({ [key]: min });
    expect(resolveConfig({ [key]: max }).config).toMatchObject({ [key]: max });
    expect(() => resolveConfig({ [key]: min - 1 })).toThrow(ConfigError);
    expect(() => resolveConfig({ [key]: max + 1 })).toThrow(ConfigError);
    expect(() => resolveConfig({ [key]: min + 0.5 })).toThrow(ConfigError);
  });
});

describe('eventDataStore', () => {
  const ID = 'EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE';

  it('is not set by default', () => {
    expect(resolveConfig({}).config).not.toHaveProperty('eventDataStore');
  });

  it.each([ID, ` ${ID} `, '0a1b2c3d-f852-4e8f-8bd1-bcf6c0a1b2c3'])('is an ID: %j', (id) => {
    expect(resolveConfig({ eventDataStore: id }).config.eventDataStore).toBe(id.trim());
  });

  it('reaches the deployed functions', () => {
    const { config } = resolveConfig({ eventDataStore: ID });

    const deployed = parseDetectionConfig(serializeDetectionConfig(config));

    expect(deployed.eventDataStore).toBe(ID);
  });

  it.each([
    `arn:aws:cloudtrail:us-east-1:111122223333:eventdatastore/${ID}`,
    'short',
    `${ID}'; DROP`,
    'x'.repeat(65),
    '',
    12345678,
  ])('refuses %j', (given) => {
    expect(problemsOf({ eventDataStore: given })).toEqual([
      expect.objectContaining({
        key: 'eventDataStore',
        received: JSON.stringify(typeof given === 'string' ? given.trim() : given),
        allowed: 'the ID of an event data store: 8 to 64 letters, digits and hyphens',
      }),
    ]);
  });
});

describe('resolveConfig with flags', () => {
  const context = {
    minRegions: 17,
    minCalls: 20,
    rules: { 'get-service-quota': { minRegions: 18, enabled: false } },
  };

  it('lets them win, also over the settings of single rules', () => {
    const { config } = resolveConfig(context, { settings: { minRegions: '11' } });

    expect(config.minRegions).toBe(11);
    expect(config.rules['describe-instances']).toMatchObject({ minRegions: 11, minCalls: 20 });
    expect(config.rules['get-service-quota']).toMatchObject({
      minRegions: 11,
      minCalls: 20,
      enabled: false,
    });
  });

  it('detects the rules that are named and no others', () => {
    const { rules } = resolveConfig(context, { rules: ['get-service-quota'] }).config;

    expect(rules['get-service-quota']).toMatchObject({ enabled: true, minRegions: 18 });
    expect(rules['describe-instances'].enabled).toBe(false);
  });

  it('accepts a context that disables every rule when a flag names one', () => {
    const rules = Object.fromEntries(RULE_IDS.map((id) => [id, { enabled: false }]));

    const { config } = resolveConfig({ rules }, { rules: ['describe-instances'] });

    expect(() => resolveConfig({ rules })).toThrow(ConfigError);
    expect(RULE_IDS.filter((id) => config.rules[id].enabled)).toEqual(['describe-instances']);
  });

  it('warns about the settings that apply in the end', () => {
    const { warnings } = resolveConfig(
      { rules: { 'get-service-quota': { minRegions: 40 } } },
      { settings: { minCalls: '30', minRegions: '31' }, rules: ['get-service-quota'] },
    );

    expect(warnings).toEqual([
      expect.stringMatching(/^get-service-quota: minCalls 30 .* 31 regions/),
      expect.stringMatching(/^get-service-quota: .* can never reach minRegions 31,/),
    ]);
  });
});
