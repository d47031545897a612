import fc from 'fast-check';
import { HOSTILE_TEXTS } from '../../support/hostile-texts';

/** Names that every object has, or that are ours. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'Records',
  'Events',
  'detail',
  'detail-type',
  'CloudTrailEvent',
  'eventSource',
  'messageId',
  'body',
];

/** Texts that careless code trips over, and any other. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS.map(([, text]) => text.slice(0, 400))),
  fc.constantFrom(...NAMES, '', ' ', '0', 'null', '\u0000', '\ud800', '[', '{}'),
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({ maxLength: 12 }),
);

/** Any value that `JSON.parse` can give. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 5e-324),
    anyText,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), anyText), tie('value')), { maxLength: 3 })
      // Unlike assignment, this makes a member of `__proto__` too.
      .map((members) => Object.fromEntries(members)),
  ),
})).value;

/** An object of which some members are replaced and some left out. */
export function altered(
  object: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<Record<string, unknown>> {
  const names = [...new Set([...Object.keys(object), ...Object.keys(values)])];
  const change = fc.constantFrom(...names, '__proto__', 'constructor').chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(
        {
          weight: 4,
          arbitrary: (Object.hasOwn(values, name) ? values[name] : undefined) ?? anyJson,
        },
        { weight: 2, arbitrary: anyJson },
        { weight: 1, arbitrary: fc.constant(ABSENT) },
      ),
    ),
  );
  return fc.array(change, { maxLength: 4 }).map((changes) => {
    const members = new Map(Object.entries(object));
    for (const [name, value] of changes) {
      if (value === ABSENT) {
        members.delete(name);
      } else {
        members.set(name, value);
      }
    }
    return Object.fromEntries(members);
  });
}

const ABSENT = Symbol('absent');

/** The same value, with everything in it frozen, so that whoever changes it fails. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) {
      frozen(member);
    }
  }
  return value;
}

/** Whether a value and all in it are frozen. */
export function isDeepFrozen(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(isDeepFrozen))
  );
}

/** The same value with the members of all objects the other way round. */
export function reversed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reversed);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, reversed(member)]),
      )
    : value;
}
