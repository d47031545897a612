import { isObject } from '../../../src/detection/json';

/** A value to put where another one belongs, and what it is. */
export type HostileValue = readonly [what: string, value: unknown];

/** Stands for no member at all. */
export const ABSENT = Symbol('absent');

/** Longer than anything AWS writes, and than the 64 KB of a chunk that EventBridge bills. */
const LONG = 100_000;

const WORDS = [
  ...['AwsApiCall', 'AwsVpceEvent', 'AwsServiceEvent', 'AwsConsoleSignIn', 'AwsCloudTrailInsight'],
  ...['DescribeInstances', 'DescribeInstanceStatus', 'DescribeRegions', 'RunInstances'],
  ...['GetServiceQuota', 'ListServiceQuotas', 'GetAWSDefaultServiceQuota'],
  ...['ec2', 'vpc', 'lambda', 'L-1216C47A', 'L-DB2E81BA', 'L-34B43A08', 'L-1216C47B'],
  ...['AccessDenied', 'AccessDeniedException', 'accessdenied', 'Client.UnauthorizedOperation'],
  ...['ec2.amazonaws.com', 'servicequotas.amazonaws.com', 'autoscaling.amazonaws.com'],
  ...['aws.ec2', 'aws.servicequotas', 'aws', 'custom.ec2'],
  ...[
    'AWS API Call via CloudTrail',
    'AWS Service Event via CloudTrail',
    'AWS Insight via CloudTrail',
  ],
  ...[
    '',
    ' ',
    '*',
    '?',
    'null',
    'true',
    '__proto__',
    '"',
    '\\',
    '\u0000',
    '\ud800',
    '\ufeff',
    '😀',
  ],
];

const SCALARS = [null, true, false, 0, -0, 1, -1.5, 1e21, 5e-324, 2 ** 64];

/** Values that have nothing of the right one. */
const EMPTY = [{}, [], [[]], [{}], [null], [[null]], [[], {}, [[]]], { '': '' }];

/** Every kind of JSON value that may stand in place of the right one. */
export function hostileValues(right: unknown): HostileValue[] {
  return [
    ['missing', ABSENT],
    ...[...SCALARS, ...EMPTY].map((value): HostileValue => [JSON.stringify(value), value]),
    ...WORDS.map((word): HostileValue => [JSON.stringify(word), word]),
    ...wrappings(right),
    ...(typeof right === 'string' ? spellings(right) : []),
    ...(isObject(right) ? arrangements(right) : []),
  ];
}

function wrappings(right: unknown): HostileValue[] {
  return [
    ['in a list', [right]],
    ['first in a list', [right, 'x', 1]],
    ['last in a list', [null, {}, 'x', right]],
    ['in a list in a list', [[right]]],
    ['deep in lists', [[['x'], [[right]]], []]],
    ['in deeper lists', nested(right, 400)],
    ['as text', JSON.stringify(right)],
    ['in an object', { value: right }],
    ['in an object without a name', { '': right }],
    ['in an object in a list', [{ value: right }]],
    ['under __proto__', withProto(right)],
    ['repeated', Array.from({ length: 8 }, () => right)],
  ];
}

function spellings(right: string): HostileValue[] {
  return [
    ['in capitals', right.toUpperCase()],
    ['in small letters', right.toLowerCase()],
    ['with a space before', ` ${right}`],
    ['with a space after', `${right} `],
    ['with a line end', `${right}\n`],
    ['with NUL after', `${right}\u0000`],
    ['with NUL before', `\u0000${right}`],
    ['with a lone surrogate', `${right}\ud800`],
    ['with a zero width space', `${right}\u200b`],
    ['with a combining mark', `${right}\u0301`],
    ['in full width letters', fullWidth(right)],
    [
      'with a letter of another script',
      right.replace(/[aeico]/, (letter) => LOOKALIKES[letter] ?? letter),
    ],
    ['in quotes', `"${right}"`],
    ['cut', right.slice(0, -1)],
    ['cut in front', right.slice(1)],
    ['twice', right + right],
    ['as a prefix', `${right}*`],
    ['as the beginning of a long text', right.padEnd(LONG, 'x')],
    ['one character after another', [...right]],
    ['capitals next to it', [right.toUpperCase(), right]],
  ];
}

const LOOKALIKES: Readonly<Record<string, string>> = { a: 'а', e: 'е', i: 'і', c: 'с', o: 'о' };

function arrangements(right: Readonly<Record<string, unknown>>): HostileValue[] {
  const members = Object.entries(right);
  return [
    ['in reverse order', Object.fromEntries([...members].reverse())],
    ['spread over a list', members.map(([name, value]) => ({ [name]: value }))],
    ['spread over lists', members.map(([name, value]) => [{ [name]: value }])],
    ['spread over depths', members.map(([name, value], index) => nested({ [name]: value }, index))],
    [
      'with each value in a list',
      Object.fromEntries(members.map(([name, value]) => [name, ['x', value]])),
    ],
    [
      'with each value in an object',
      Object.fromEntries(members.map(([name, value]) => [name, { value }])),
    ],
    [
      'with names in capitals',
      Object.fromEntries(members.map(([name, value]) => [name.toUpperCase(), value])),
    ],
    [
      'with further members',
      { contextId: '*', constructor: 1, ...right, toString: [], z: { ...right } },
    ],
    ['after an object without', [{}, { x: 1 }, right]],
    ['after halves of it', [...members.map(([name, value]) => ({ [name]: value })), right]],
    ['as names and values', members.map(([name, value]) => ({ name, value }))],
    ['within itself', { requestParameters: right }],
  ];
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

/** A member named `__proto__`, as `JSON.parse` makes it: one like any other. */
function withProto(value: unknown): unknown {
  return JSON.parse(`{"__proto__":${JSON.stringify(value ?? null)}}`);
}

function nested(value: unknown, depth: number): unknown {
  return depth === 0 ? value : [nested(value, depth - 1)];
}
