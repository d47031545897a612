import fc from 'fast-check';
import { ConfigError } from '../../src/config/config-error';
import { resolveConfig } from '../../src/config/resolve';
import { GROUP_BY, WINDOWINGS } from '../../src/detection/model';
import { RULE_IDS } from '../../src/detection/rules/catalog';

type Raw = Readonly<Record<string, unknown>>;

const settings = {
  windowSeconds: fc.integer({ min: 1, max: 3600 }),
  windowing: fc.constantFrom(...WINDOWINGS),
  minRegions: fc.integer({ min: 1, max: 64 }),
  minCalls: fc.integer({ min: 1, max: 100 }),
  groupBy: fc.constantFrom(...GROUP_BY),
};

const override = fc.record({ enabled: fc.boolean(), ...settings }, { requiredKeys: [] });

const email = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), fc.stringMatching(/^[a-z]{2,8}$/))
  .map(([name, domain]) => `${name}@${domain}.org`);

const validContext: fc.Arbitrary<Raw> = fc.record(
  {
    ...settings,
    rules: fc.record(Object.fromEntries(RULE_IDS.map((id) => [id, override])), {
      requiredKeys: [],
    }),
    emails: fc.array(email, { maxLength: 4 }),
    slack: fc.record({
      workspaceId: fc.stringMatching(/^T[0-9A-Z]{1,10}$/),
      channelId: fc.stringMatching(/^C[0-9A-Z]{1,10}$/),
    }),
    lateEventHours: fc.integer({ min: 1, max: 720 }),
    maxTrackedCalls: fc.integer({ min: 100, max: 1000 }),
  },
  { requiredKeys: [] },
);

const numberKey = fc.constantFrom(
  'windowSeconds',
  'minRegions',
  'minCalls',
  'lateEventHours',
  'maxTrackedCalls',
);

/** As `-c key=value` passes it. */
function asText(context: Raw): Raw {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

describe('values from cdk.json and from the command line', () => {
  it('resolve to the same configuration', () => {
    fc.assert(
      fc.property(validContext, (context) => {
        expect(resolveConfig(asText(context))).toEqual(resolveConfig(context));
      }),
    );
  });

  it('resolve to the same addresses when these are separated by commas', () => {
    fc.assert(
      fc.property(fc.array(email), (emails) => {
        expect(resolveConfig({ emails: emails.join(',') })).toEqual(resolveConfig({ emails }));
      }),
    );
  });

  it('have the same problems where a number or an object is expected', () => {
    fc.assert(
      fc.property(
        fc.oneof(numberKey, fc.constantFrom('rules', 'slack')),
        fc.jsonValue().filter((value) => typeof value !== 'string'),
        (key, value) => {
          const typed = { [key]: value };
          expect(outcomeOf(asText(typed))).toEqual(outcomeOf(typed));
        },
      ),
    );
  });

  it('never fail otherwise than by a ConfigError, whatever they are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (context, value) => {
        outcomeOf(context);
        for (const key of ['minRegions', 'windowing', 'rules', 'emails', 'slack']) {
          outcomeOf({ [key]: value });
        }
      }),
    );
  });
});

/** The configuration or its problems. */
function outcomeOf(raw: Raw): unknown {
  try {
    return resolveConfig(raw);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
}
