import fc from 'fast-check';
import { AWS_REGIONS } from '../../src/config/aws-regions';
import { ConfigError } from '../../src/config/config-error';
import type { ConfigKey } from '../../src/config/config-key';
import { CONFIG_KEYS, RULE_KEY_NAMES } from '../../src/config/config-keys';
import { resolveConfig } from '../../src/config/resolve';
import { objectOf } from '../../src/detection/json';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { SIGNAL_IDS } from '../../src/detection/severity/signal-catalog';

type Raw = Readonly<Record<string, unknown>>;

/** Valid values of the plain keys, as their rows say. */
const plain = Object.fromEntries(
  Object.entries(CONFIG_KEYS).flatMap(([key, row]) => {
    const values = valuesOf(row);
    return values === undefined ? [] : [[key, values]];
  }),
);

/** The settings that a rule may override. */
const settings = {
  ...Object.fromEntries(RULE_KEY_NAMES.map((key) => [key, plain[key]])),
  // At most the smallest cap below.
  minCalls: fc.integer({ min: 1, max: 100 }),
};

const override = fc.record({ enabled: fc.boolean(), ...settings }, { requiredKeys: [] });

const email = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), fc.stringMatching(/^[a-z]{2,8}$/))
  .map(([name, domain]) => `${name}@${domain}.org`);

const region = fc.constantFrom(...AWS_REGIONS.map(({ name }) => name));
const account = fc.stringMatching(/^[0-9]{12}$/);
const organizationId = fc.stringMatching(/^o-[a-z0-9]{10,32}$/);
const unit = fc.oneof(
  fc.stringMatching(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/),
  fc.stringMatching(/^r-[0-9a-z]{4,32}$/),
);

const organization = fc.oneof(
  fc.record(
    {
      id: organizationId,
      units: fc.array(unit, { maxLength: 3 }),
      accounts: fc.array(account, { maxLength: 3 }),
      managementAccount: account,
    },
    { requiredKeys: ['id'] },
  ),
  fc.record({ accounts: fc.array(account, { minLength: 1, maxLength: 3 }) }),
);

const contextMembers: fc.Arbitrary<Raw> = fc.record(
  {
    ...plain,
    ...settings,
    rules: fc.record(Object.fromEntries(RULE_IDS.map((id) => [id, override])), {
      requiredKeys: [],
    }),
    severity: fc.record(
      {
        points: fc.record(
          Object.fromEntries(SIGNAL_IDS.map((id) => [id, fc.integer({ min: -100, max: 100 })])),
          { requiredKeys: [] },
        ),
        cutoffs: fc.constantFrom({}, { high: 70 }, { low: 10, medium: 30 }),
      },
      { requiredKeys: [] },
    ),
    regions: fc.array(region, { maxLength: 20 }),
    organization,
    emails: fc.array(email, { maxLength: 4 }),
    slack: fc.record({
      workspaceId: fc.stringMatching(/^T[0-9A-Z]{1,10}$/),
      channelId: fc.stringMatching(/^C[0-9A-Z]{1,10}$/),
    }),
    trail: fc.record(
      {
        bucket: fc.stringMatching(/^[a-z0-9]{3,10}$/),
        prefix: fc.stringMatching(/^[a-z]{1,8}$/),
        region,
        keyArn: account.map((id) => `arn:aws:kms:us-east-1:${id}:key/1234abcd`),
        topicArn: account.map((id) => `arn:aws:sns:us-east-1:${id}:trail-files`),
      },
      { requiredKeys: ['bucket'] },
    ),
    allowlist: fc.stringMatching(/^[a-z]{1,8}\.json$/),
    maxTrackedCalls: fc.integer({ min: 100, max: 1000 }),
  },
  { requiredKeys: [] },
);

const validContext = contextMembers.filter((context) => {
  const rules = objectOf(context, 'rules');
  return !RULE_IDS.every((id) => objectOf(rules, id)['enabled'] === false);
});

const numberKey = fc.constantFrom(
  ...Object.entries(CONFIG_KEYS).flatMap(([key, { kind }]) => (kind === 'integer' ? [key] : [])),
);
const listKey = fc.constantFrom('regions', 'emails');

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

  it('cover every key', () => {
    const seen = new Set(fc.sample(validContext, 500).flatMap((context) => Object.keys(context)));

    expect([...seen].sort()).toEqual(Object.keys(CONFIG_KEYS).sort());
  });

  it('resolve to the same lists when their members are separated by commas', () => {
    fc.assert(
      fc.property(fc.array(email), fc.array(region), (emails, regions) => {
        const text = { emails: emails.join(','), regions: regions.join(', ') };
        expect(resolveConfig(text)).toEqual(resolveConfig({ emails, regions }));
      }),
    );
  });

  it('resolve to the same organization when its members are text, and from its ID alone', () => {
    fc.assert(
      fc.property(
        organizationId,
        fc.array(unit),
        fc.array(account),
        account,
        (id, units, accounts, managementAccount) => {
          const typed = { id, units, accounts, managementAccount };
          const text = { ...typed, units: units.join(','), accounts: JSON.stringify(accounts) };
          expect(resolveConfig({ organization: text })).toEqual(
            resolveConfig({ organization: typed }),
          );
          expect(resolveConfig({ organization: id })).toEqual(
            resolveConfig({ organization: { id } }),
          );
        },
      ),
    );
  });

  it('have the same problems where a list is expected', () => {
    fc.assert(
      fc.property(listKey, fc.array(fc.jsonValue()), (key, value) => {
        const typed = { [key]: value };
        expect(outcomeOf(asText(typed))).toEqual(outcomeOf(typed));
      }),
    );
  });

  it('have the same problems where a number, a truth value or an object is expected', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          numberKey,
          fc.constantFrom('heartbeat', 'rules', 'slack', 'organization', 'trail'),
        ),
        // As text, -0 is 0.
        fc.jsonValue().filter((value) => typeof value !== 'string' && !Object.is(value, -0)),
        (key, value) => {
          const typed = { [key]: value };
          expect(outcomeOf(asText(typed))).toEqual(outcomeOf(typed));
        },
      ),
    );
  });

  it('fail only with a ConfigError, whatever they are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (context, value) => {
        outcomeOf(context);
        for (const key of Object.keys(CONFIG_KEYS)) {
          outcomeOf({ [key]: value });
        }
      }),
    );
  });
});

/** Valid values of a row; undefined for lists and objects. */
function valuesOf(row: ConfigKey): fc.Arbitrary<unknown> | undefined {
  switch (row.kind) {
    case 'integer':
      return fc.integer({ min: row.min, max: row.max });
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...row.values);
    case 'choices':
      return fc.oneof(
        fc.constantFrom(...row.values),
        // `none` stands alone.
        fc.uniqueArray(fc.constantFrom(...row.values.filter((value) => value !== 'none')), {
          minLength: 2,
        }),
      );
    case 'text':
      return fc.constant(row.example);
    default:
      return undefined;
  }
}

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
