/** A value as JSON text, since `JSON.stringify` fails on deep ones. */
export type HostileValue = readonly [name: string, json: string];

const LONG = 1024 * 1024;
const DEPTH = 50_000;

function textOf(text: string): string {
  return JSON.stringify(text);
}

/** Values that no field should hold. */
export const HOSTILE_VALUES: readonly HostileValue[] = [
  ['the prototype', textOf('__proto__')],
  ['the constructor', textOf('constructor')],
  ['NUL', '"\\u0000a\\u0000"'],
  ['lone surrogates', '"\\ud800a\\udfff\\udbff"'],
  ['right-to-left marks', textOf('\u202egnihtyna\u202c\u2066x\u2069\u200f')],
  ['line breaks', textOf('a\r\n\r\nWHO\n{"level":"ERROR"}\u2028\u2029\u0085')],
  ['quotes and backslashes', textOf('"\\'.repeat(500))],
  ['a megabyte', textOf('A'.repeat(LONG))],
  ['a megabyte of marks', textOf('\u0301'.repeat(LONG / 2))],
  ['a megabyte of lone surrogates', `"${'\\ud800'.repeat(LONG / 6)}"`],
  ['an empty text', '""'],
  ['null', 'null'],
  ['a number', '1e308'],
  ['a truth value', 'true'],
  ['a deep list', `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`],
  ['a deep object', `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`],
  ['a long list', `[${'0,'.repeat(100_000)}0]`],
  ['an object of many members', `{${Array.from({ length: 20_000 }, (_, key) => `"${key}":0`)}}`],
  [
    'an object with another prototype',
    '{"__proto__":{"arn":"x","type":"Root"},"constructor":{"prototype":{"x":1}},"toString":0,"hasOwnProperty":0}',
  ],
];

/** A place in an event. */
export type Path = readonly string[];

/** Members of a record, whether we read them or not. */
export const RECORD_PATHS: readonly Path[] = [
  ['eventSource'],
  ['eventName'],
  ['eventType'],
  ['eventTime'],
  ['awsRegion'],
  ['eventID'],
  ['sourceIPAddress'],
  ['userAgent'],
  ['errorCode'],
  ['recipientAccountId'],
  ['requestParameters'],
  ['responseElements'],
  ['userIdentity'],
  ['userIdentity', 'type'],
  ['userIdentity', 'principalId'],
  ['userIdentity', 'arn'],
  ['userIdentity', 'accountId'],
  ['userIdentity', 'accessKeyId'],
  ['userIdentity', 'sessionContext'],
  ['userIdentity', 'sessionContext', 'sessionIssuer'],
  ['userIdentity', 'sessionContext', 'sessionIssuer', 'arn'],
  ['userIdentity', 'sessionContext', 'sessionIssuer', 'type'],
  ['userIdentity', '__proto__'],
  ['CloudTrailEvent'],
  ['__proto__'],
  ['constructor'],
  ['toString'],
];

/** Members of the event around it. */
export const ENVELOPE_PATHS: readonly Path[] = [
  ['id'],
  ['detail-type'],
  ['source'],
  ['account'],
  ['time'],
  ['region'],
  ['resources'],
  ['detail'],
  ['Records'],
  ['Events'],
  ['CloudTrailEvent'],
  ['__proto__'],
];

/** Marks the place of the value in a text; no other text contains it. */
const PLACE = '@@value@@';

/** The JSON text of an object with a value in one place. */
export function jsonWith(object: object, path: Path, json: string): string {
  return JSON.stringify(attachToOtherPrincipals(object, path)).replace(textOf(PLACE), () => json);
}

function attachToOtherPrincipals(object: unknown, [name = '', ...rest]: Path): object {
  const members = new Map(Object.entries(Object(object)));
  members.set(name, rest.length === 0 ? PLACE : attachToOtherPrincipals(members.get(name), rest));
  // Unlike assignment, this makes a member of `__proto__` too.
  return Object.fromEntries(members);
}
