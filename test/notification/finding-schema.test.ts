import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../schemas/finding.schema.json';
import { MAX_LISTED } from '../../src/detection/evidence';
import {
  CAPPED_FIELDS,
  CEILINGS,
  FINDING_SCHEMA_VERSION,
  type Finding,
} from '../../src/detection/finding';
import { type PrincipalKind, WINDOWINGS } from '../../src/detection/model';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { RULES } from '../../src/detection/rules/rule-catalog';
import {
  fieldRows,
  propertiesOf,
  type SchemaNode,
  validateFinding,
} from '../support/finding-schema';
import {
  cappedRoleSweep,
  consoleClick,
  findingOf,
  hostileSweep,
  largestSweep,
  longTermKeySweep,
  roleSession,
} from '../support/findings';

const ROOT = join(__dirname, '..', '..');

type Path = readonly (string | number)[];

const validate = (value: unknown): boolean => validateFinding(value).length === 0;

/** A finding with every field that there is. */
const complete = (): Finding => ({
  ...findingOf({
    ruleId: 'get-service-quota',
    userIdentity: roleSession('s'),
    fields: { errorCode: 'AccessDenied', eventName: 'GetAWSDefaultServiceQuota' },
  }),
  allowlist: {
    entryId: 'nightly-inventory',
    owner: 'Platform team',
    ticket: 'SEC-1234',
    expires: '2026-09-01',
    watchedCalls: ['RunInstances'],
    brokenCeilings: [{ ceiling: 'regions', allowed: 'at most 12', seen: '17' }],
  },
});

const properties = new Map(propertiesOf(schema as SchemaNode));

function nodeAt(path: string): SchemaNode {
  const node = properties.get(path);
  if (node === undefined) {
    throw new Error(`The schema has no ${path}.`);
  }
  return node;
}

/** Paths of all objects in a value. */
function* objectPaths(value: unknown, path: Path = []): Generator<Path> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield* objectPaths(element, [...path, index]);
    }
  } else if (typeof value === 'object' && value !== null) {
    yield path;
    for (const [name, member] of Object.entries(value)) {
      yield* objectPaths(member, [...path, name]);
    }
  }
}

/** A copy of the finding in which the object at `path` has been changed. */
function changed(path: Path, change: (object: Record<string, unknown>) => void): unknown {
  const copy: unknown = structuredClone(complete());
  let object = copy as Record<string, unknown>;
  for (const step of path) {
    object = object[step] as Record<string, unknown>;
  }
  change(object);
  return copy;
}

const OPTIONAL = [
  'principal.arn',
  'principal.accountId',
  'principal.roleArn',
  'principal.sessionName',
  'evidence.eventNames',
  'allowlist',
  'allowlist.watchedCalls',
  'allowlist.brokenCeilings',
];

/** Of all members but the values of reasons, whose names are the signal's own. */
const memberPaths = [...objectPaths(complete())].flatMap((path) => {
  if (path.at(-1) === 'values') {
    return [];
  }
  let object = complete() as unknown as Record<string, unknown>;
  for (const step of path) {
    object = object[step] as Record<string, unknown>;
  }
  return Object.keys(object).map((name) => [...path, name] as Path);
});

describe('schemas/finding.schema.json', () => {
  it.each([
    ['complete', complete()],
    ['long-term key', longTermKeySweep()],
    ['console click', consoleClick()],
    ['capped role', cappedRoleSweep()],
    ['largest', largestSweep()],
    ['closed', { ...complete(), status: 'closed' }],
    ['no ARN', findingOf({ userIdentity: { type: 'AWSService', invokedBy: 'x.amazonaws.com' } })],
    ['no identity at all', findingOf({ userIdentity: {} })],
    ['hostile', hostileSweep('\r\n\u202e<!channel>')],
  ])('accepts a finding: %s', (_, finding) => {
    expect(validateFinding(finding)).toEqual([]);
  });

  it.each(memberPaths.map((path) => [path.join('.'), path] as const))(
    'asks for %s, unless it is optional',
    (name, path) => {
      const withoutIt = changed(path.slice(0, -1), (object) => {
        delete object[path.at(-1) as string];
      });

      expect(validate(withoutIt)).toBe(OPTIONAL.includes(name));
    },
  );

  it.each(
    [...objectPaths(complete())].map((path) => [path.join('.') || 'the finding', path] as const),
  )('rejects a further field in %s', (_, path) => {
    const withMore = changed(path, (object) => {
      object['surprise'] = 'x';
    });

    expect(validate(withMore)).toBe(false);
  });

  it.each([
    ['a local time', ['window', 'start'], '2026-03-14T09:26:40+01:00'],
    ['a time that is none', ['evidence', 'firstCall'], '2026-02-30T25:00:00Z'],
    ['a severity of its own', ['rule', 'severity'], 'apocalyptic'],
    ['an ATT&CK id that is none', ['rule', 'attack', 0, 'tactic', 'id'], 'T0007'],
    ['a rule id with blanks', ['rule', 'id'], 'describe instances'],
    ['a score beyond 100', ['rule', 'riskScore'], 101],
    ['a score of its own beyond 100', ['score'], 101],
    ['a severity that is none', ['severity'], 'apocalyptic'],
    ['a finding without a reason', ['reasons'], []],
    ['an unknown cut list', ['evidence', 'capped'], ['everything']],
    ['a list with a repeat', ['evidence', 'regions'], ['eu-west-1', 'eu-west-1']],
    ['an expiry that is no day', ['allowlist', 'expires'], '2026-02-30'],
    ['watched calls that are none', ['allowlist', 'watchedCalls'], []],
    ['broken ceilings that are none', ['allowlist', 'brokenCeilings'], []],
    ['a status of its own', ['status'], 'resolved'],
    ['the ID of an incident that is none', ['incidentId'], 'incident 7'],
    ['fewer denied calls than none', ['evidence', 'deniedCount'], -1],
  ] as const)('rejects %s', (_, path, value) => {
    const wrong = changed(path.slice(0, -1), (object) => {
      object[path.at(-1) as string] = value;
    });

    expect(validate(wrong)).toBe(false);
  });

  it('knows every field of a complete finding and no other', () => {
    const named = memberPaths.map((path) =>
      path
        .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
        .join('')
        .slice(1),
    );

    expect([...properties.keys()].sort()).toEqual([...new Set(named)].sort());
  });

  it('has the values of the code', () => {
    const kinds: Record<PrincipalKind, true> = {
      arn: true,
      role: true,
      principalId: true,
      accessKey: true,
      sourceIp: true,
      onBehalfOf: true,
      userName: true,
      identity: true,
      unattributed: true,
    };

    expect(nodeAt('schemaVersion').const).toBe(FINDING_SCHEMA_VERSION);
    expect(nodeAt('rule.severity').enum).toEqual(SEVERITIES);
    expect(nodeAt('severity').enum).toEqual(SEVERITIES);
    expect(nodeAt('window.windowing').enum).toEqual(WINDOWINGS);
    expect(nodeAt('principal.kind').enum).toEqual(Object.keys(kinds));
    expect(nodeAt('evidence.capped').items?.enum).toEqual(CAPPED_FIELDS);
    expect(nodeAt('allowlist.brokenCeilings[].ceiling').enum).toEqual(CEILINGS);
    for (const { id } of RULES) {
      expect(id).toMatch(new RegExp(nodeAt('rule.id').pattern ?? 'no pattern', 'u'));
    }
  });

  it.each(CAPPED_FIELDS)('caps %s where the code does', (field) => {
    expect(nodeAt(`evidence.${field}`).maxItems).toBe(MAX_LISTED[field]);
  });

  it.each([...properties])('describes %s', (_, node) => {
    expect(node.description).toMatch(/\w.*\.$/);
    if (node.properties !== undefined) {
      expect(node.additionalProperties).toBe(false);
    }
  });
});

describe('docs/finding.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'finding.md'), 'utf8');

  it('documents each field in a row with type, meaning and example, and no other field', () => {
    expect(fieldRows(page)).toEqual([...properties.keys()].map((path) => [path, 4]));
  });

  it('shows a finding as it really is', () => {
    const [, example] = /```json\n([\s\S]*?)\n```/.exec(page) ?? [];

    expect(JSON.parse(example ?? '')).toEqual(JSON.parse(JSON.stringify(longTermKeySweep())));
  });
});
