import fc from 'fast-check';
import { AWS_REGIONS } from '../../src/config/aws-regions';
import { ConfigError, type ConfigProblem } from '../../src/config/config-error';
import type { ConfigKey } from '../../src/config/config-key';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import { type ResolvedConfig, resolveConfig } from '../../src/config/resolve';
import { settingsAsText } from '../../src/config/settings-as-text';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { SIGNAL_IDS } from '../../src/detection/severity/signal-catalog';
import { altered, anyJson, anyText, frozen, isDeepFrozen } from './support/any-json';
import { fuzz } from './support/fuzz';

const anyNumber = fc.oneof(
  fc.integer({ min: -1, max: 1100 }),
  fc.constantFrom<unknown>(
    0,
    1,
    64,
    65,
    100,
    1000,
    1001,
    3600,
    3601,
    2.5,
    -0,
    1e21,
    '30',
    ' 30 ',
    '3e1',
  ),
);
const anyWindowing = fc.constantFrom('sliding', 'tumbling', 'Sliding', ' tumbling ');
const anyGroupBy = fc.constantFrom('arn', 'role', 'user');

const SETTINGS = {
  windowSeconds: anyNumber,
  windowing: anyWindowing,
  minRegions: anyNumber,
  minCalls: anyNumber,
  groupBy: anyGroupBy,
};

const anyOverride = fc.record(
  { ...SETTINGS, enabled: fc.constantFrom<unknown>(true, false, 'false', 0) },
  { requiredKeys: [] },
);

const anyRegion = fc.oneof(
  fc.constantFrom(...AWS_REGIONS.map(({ name }) => name)),
  fc.constantFrom('us-gov-west-1', 'cn-north-1', 'eu-west-9', 'us-esat-1'),
  anyText,
);

const anyAccount = fc.constantFrom<unknown>('111122223333', '012345678901', 111122223333, '12');

const anyOrganization = fc.oneof(
  fc.record(
    {
      id: fc.constantFrom('o-a1b2c3d4e5', 'o-A', ''),
      units: fc.array(fc.constantFrom('ou-a1b2-c3d4e5f6', 'r-a1b2', 'ou-x')),
      accounts: fc.array(anyAccount),
      managementAccount: anyAccount,
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom('o-a1b2c3d4e5', '{"id":"o-a1b2c3d4e5"}', '{"id":', '[]'),
);

/** Values of a plain key: some that its row allows and some that it does not. */
function anyOf(row: ConfigKey): fc.Arbitrary<unknown> {
  switch (row.kind) {
    case 'integer':
      return anyNumber;
    case 'boolean':
      return fc.constantFrom<unknown>(true, false, 'true', 'yes', 1, null);
    case 'choice':
    case 'choices':
      return fc.constantFrom<unknown>(...row.values, 'other', 3);
    default:
      return fc.oneof(fc.constant(row.example), anyText);
  }
}

const KEYS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...Object.fromEntries(Object.entries(CONFIG_KEYS).map(([key, row]) => [key, anyOf(row)])),
  ...SETTINGS,
  rules: fc.dictionary(fc.constantFrom(...RULE_IDS, 'describe-instance', '__proto__'), anyOverride),
  severity: fc.record(
    {
      points: fc.dictionary(fc.constantFrom(...SIGNAL_IDS, 'denied-call', '__proto__'), anyNumber),
      cutoffs: fc.dictionary(fc.constantFrom('low', 'medium', 'high', 'critical', 'x'), anyNumber),
    },
    { requiredKeys: [] },
  ),
  regions: fc.oneof(
    fc.array(anyRegion, { maxLength: 4 }),
    fc.array(anyRegion, { maxLength: 4 }).map((regions) => regions.join()),
  ),
  organization: anyOrganization,
  emails: fc.oneof(fc.array(fc.oneof(fc.emailAddress(), anyText)), fc.constant('a@x.org, b@x.org')),
  slack: altered({ workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' }),
};

const anyEntry = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom(...Object.entries(KEYS))
      .chain(([key, values]) => fc.tuple(fc.constant(key), values)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.oneof(fc.constantFrom(...Object.keys(KEYS)), anyText), anyJson),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom('@aws-cdk/core:x', 'aws:cdk:enable', 'minRegion', '__proto__'),
      anyNumber,
    ),
  },
);

const anyContext = fc
  .array(anyEntry, { maxLength: 6 })
  .map((entries): Readonly<Record<string, unknown>> => frozen(Object.fromEntries(entries)));

/** The configuration, or its problems. */
function outcomeOf<Read>(read: () => Read): Read | ConfigError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) {
      return error;
    }
    throw error;
  }
}

/** Every problem is complete, printable and bounded, and in the message. */
function expectHelpful({ problems, message }: ConfigError): void {
  expect(problems).not.toEqual([]);
  expect(new Set(problems.map(({ key }) => key)).size).toBe(problems.length);
  const texts = problems.flatMap((problem) => Object.values(problem) as string[]);
  expect(texts.filter((text) => !/^[^\p{C}\p{Zl}\p{Zp}]{1,900}$/u.test(text))).toEqual([]);
  const sentences = problems.map(({ key, problem }) => `${key} ${problem}.`);
  expect(sentences.filter((sentence) => !message.includes(sentence))).toEqual([]);
}

describe('resolveConfig', () => {
  fuzz(
    'returns a frozen configuration that resolves to itself, or every problem',
    { short: 1_000, long: 120_000 },
    anyContext,
    (context) => {
      const outcome = outcomeOf(() => resolveConfig(context));

      if (outcome instanceof ConfigError) {
        expectHelpful(outcome);
      } else {
        expect(isDeepFrozen(outcome)).toBe(true);
        const { config } = outcome;
        expect(resolveConfig({ ...config }).config).toEqual(config);
        expect(parseDetectionConfig(serializeDetectionConfig(config)).rules).toEqual(config.rules);
      }
    },
  );

  fuzz(
    'refuses only the keys that it names',
    { short: 600, long: 60_000 },
    anyContext,
    (context) => {
      const outcome = outcomeOf(() => resolveConfig(context));

      if (outcome instanceof ConfigError) {
        const members = Object.entries(context).filter(
          ([key]) => !outcome.problems.some((problem) => isOf(problem, key)),
        );
        expect(members.length).toBeLessThan(Object.keys(context).length);
        // While the cap itself is refused, no minCalls exceeds it.
        const isCapNamed = outcome.problems.some(({ key }) => key === 'maxTrackedCalls');
        const rest = {
          ...Object.fromEntries(members),
          ...(isCapNamed && { maxTrackedCalls: 1000 }),
        };
        expect(outcomeOf(() => resolveConfig(rest))).not.toBeInstanceOf(ConfigError);
      }
    },
  );
});

const anyHubRegion = fc.oneof(
  fc.constantFrom('eu-central-1', 'af-south-1', 'us-gov-west-1', 'eu-west-9', 'unknown-region', ''),
  anyText,
);

describe('resolveConfig for a deployment', () => {
  fuzz(
    'accepts only what the same configuration without one accepts, or names every problem',
    { short: 600, long: 60_000 },
    fc.tuple(anyContext, anyHubRegion),
    ([context, hubRegion]) => {
      const outcome = outcomeOf(() => resolveConfig(context, { hubRegion }));
      const withoutHub = outcomeOf(() => resolveConfig(context));

      if (outcome instanceof ConfigError) {
        expectHelpful(outcome);
        const already = withoutHub instanceof ConfigError ? withoutHub.problems : [];
        expect(outcome.problems.length).toBeGreaterThanOrEqual(already.length);
      } else {
        expect(withoutHub).not.toBeInstanceOf(ConfigError);
        expect(outcome.config).toEqual((withoutHub as ResolvedConfig).config);
        expect(outcome.warnings.join('')).toMatch(/^[^\p{C}]*$/u);
        const texts = Object.values(settingsAsText(outcome.config));
        expect(texts.filter((text) => text === '' || /\p{C}/u.test(text))).toEqual([]);
      }
    },
  );
});

/** Whether a problem is about a key of the context, or a value in it. Messages cut long keys. */
function isOf({ key }: ConfigProblem, contextKey: string): boolean {
  return key === contextKey || key.startsWith(`${contextKey}.`) || !KNOWN.has(contextKey);
}

const KNOWN: ReadonlySet<string> = new Set(Object.keys(CONFIG_KEYS));

const TEXT = serializeDetectionConfig(DEFAULT_CONFIG);

const anySettings = altered(
  DEFAULT_CONFIG.rules['describe-instances'] as object as Record<string, unknown>,
  {
    ...SETTINGS,
    enabled: fc.boolean(),
  },
);

const anyDetectionText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: altered(JSON.parse(TEXT), {
      rules: fc
        .tuple(anySettings, anySettings)
        .chain(([one, other]) =>
          altered(
            { 'describe-instances': one, 'get-service-quota': other },
            { 'describe-instances': anySettings },
          ),
        ),
      lateEventHours: anyNumber,
      maxTrackedCalls: anyNumber,
    }).map((value) => JSON.stringify(value)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        minRegions: fc.integer({ min: 1, max: 64 }),
        minCalls: fc.integer({ min: 1, max: 200 }),
        windowSeconds: fc.integer({ min: 1, max: 3600 }),
        windowing: fc.constantFrom('sliding', 'tumbling'),
      })
      .map((settings) => serializeDetectionConfig(resolveConfig(settings).config)),
  },
  { weight: 1, arbitrary: anyJson.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.nat({ max: TEXT.length }).map((cut) => TEXT.slice(0, cut)) },
  { weight: 1, arbitrary: anyText },
);

describe('parseDetectionConfig', () => {
  fuzz(
    'returns the configuration in the text, frozen, or its problem',
    { short: 1_000, long: 120_000 },
    anyDetectionText,
    (text) => {
      const outcome = outcomeOf(() => parseDetectionConfig(text));

      if (outcome instanceof ConfigError) {
        expectHelpful(outcome);
      } else {
        expect(isDeepFrozen(outcome)).toBe(true);
        const { seal, ...sealed } = JSON.parse(text);
        expect(seal).toMatch(/^[0-9a-f]{16}$/);
        expect(outcome).toEqual(sealed);
        expect(parseDetectionConfig(serializeDetectionConfig(outcome))).toEqual(outcome);
        for (const { minCalls } of Object.values(outcome.rules)) {
          expect(minCalls).toBeLessThanOrEqual(outcome.maxTrackedCalls);
        }
      }
    },
  );
});
