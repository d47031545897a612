import { isObject, type JsonObject } from '../../detection/json';
import { RULES } from '../../detection/rules/rule-catalog';
import { cleanText } from '../../detection/text';
import { BuiltRecord, objectIn } from './built-record';
import { type Format, notUnderstood, type Part } from './format';
import { pathOfColumn, type RecordPath } from './record-columns';
import { identityOfStruct, parametersOfStruct } from './struct-text';
import { isoTimeOf } from './us-time';

/** Members without which a call cannot be counted. */
const NEEDED = ['eventTime', 'eventSource', 'eventName', 'awsRegion', 'eventID', 'userIdentity'];

/** The columns that every query should have. */
export const COLUMNS_TO_SELECT = [...NEEDED, 'requestParameters', 'errorCode'].join(', ');

/** How many levels of objects in a row may hold members of a record. */
const MAX_DEPTH = 5;

const EXCERPT_BYTES = 60;

/** @see https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html */
export const recordRows: Format = {
  name: 'Query results with the fields of a record as columns',
  from: 'Athena, CloudTrail Lake, CloudWatch Logs Insights, Sentinel and other query tools, as CSV or JSON. Column names may be lower-case; `userIdentity` and `requestParameters` may be JSON or text such as `{type=IAMUser, arn=…}`',
  lacks: 'the columns that the query leaves out',
  open: (row) => {
    const members = membersOf(Object.keys(row));
    return members.has('eventSource') && members.has('eventName')
      ? [partOf(row, members)]
      : undefined;
  },
};

/** Members that a table would need to have calls in its rows, and that no column holds. */
export function missingMembers(columns: readonly string[]): readonly string[] {
  const members = membersOf(columns);
  return NEEDED.filter((name) => !members.has(name));
}

/** Members of a record that some columns hold, whole or in part. */
function membersOf(columns: readonly string[]): ReadonlySet<string | undefined> {
  return new Set(columns.map((name) => pathOfColumn(name)?.[0]));
}

function partOf(row: JsonObject, members: ReadonlySet<string | undefined>): Part {
  const missing = NEEDED.filter((name) => !members.has(name));
  if (missing.length > 0) {
    return notUnderstood(`This row lacks ${missing.join(', ')}. Select ${COLUMNS_TO_SELECT}.`);
  }
  const built = new BuiltRecord();
  const fault = fill(built, row, [], 0);
  if (fault !== undefined) {
    return notUnderstood(fault);
  }
  const hasBoth = members.has('requestParameters') && members.has('errorCode');
  return isJudgeable(built.record, hasBoth)
    ? { kind: 'record', record: built.record }
    : notUnderstood(
        `This row of ${String(built.record['eventName'])} lacks requestParameters or errorCode, or its parameters cannot be read. Select both columns, with the parameters as JSON.`,
      );
}

/** @returns why the row cannot be read, if it cannot. */
function fill(
  built: BuiltRecord,
  members: JsonObject,
  prefix: RecordPath,
  depth: number,
): string | undefined {
  for (const [name, value] of Object.entries(members)) {
    const path = pathOfColumn([...prefix, name].join('.'));
    if (path !== undefined) {
      const fault = setMember(built, path, value);
      if (fault !== undefined) {
        return fault;
      }
    } else if (isObject(value) && prefix.length > 0 && depth < MAX_DEPTH) {
      fill(built, value, [...prefix, name], depth + 1);
    }
  }
  return undefined;
}

function setMember(built: BuiltRecord, path: RecordPath, value: unknown): string | undefined {
  switch (path.length === 1 ? path[0] : undefined) {
    case 'userIdentity':
      return fillIdentity(built, value);
    case 'requestParameters':
      built.set(path, parametersOf(value));
      break;
    case 'eventTime':
      built.set(path, isoTimeOf(value));
      break;
    default:
      built.set(path, value);
  }
  return undefined;
}

function fillIdentity(built: BuiltRecord, value: unknown): string | undefined {
  const identity = identityOf(value);
  if (identity !== undefined) {
    return fill(built, identity, ['userIdentity'], 0);
  }
  const what =
    typeof value === 'string'
      ? `is ambiguous: "${cleanText(value, EXCERPT_BYTES)}…"`
      : 'is neither an object nor a text';
  return `This userIdentity ${what}. Select it as JSON: CAST(useridentity AS JSON).`;
}

function identityOf(value: unknown): JsonObject | undefined {
  if (value === null || value === undefined || value === '') {
    return {};
  }
  if (typeof value !== 'string') {
    return objectIn(value);
  }
  return value.startsWith('arn:') ? { arn: value } : (objectIn(value) ?? identityOfStruct(value));
}

/** Parameters, with the names that rules look at where a tool wrote names without capitals. */
function parametersOf(value: unknown): unknown {
  const read =
    objectIn(value) ?? (typeof value === 'string' ? parametersOfStruct(value) : undefined);
  if (read === undefined) {
    return value === 'null' ? undefined : value;
  }
  const entries = Object.entries(read).map(([name, inner]) => {
    const isLowerCase = name === name.toLowerCase();
    const path = isLowerCase ? pathOfColumn(`requestParameters.${name}`) : undefined;
    return [path?.[1] ?? name, inner];
  });
  return Object.fromEntries(entries);
}

/**
 * Whether a row has what rules look at. Otherwise it would count as another event, and nobody would notice that its
 * parameters were never read.
 */
function isJudgeable(record: JsonObject, hasBothColumns: boolean): boolean {
  const { eventSource, eventName, requestParameters, errorCode } = record;
  const needsParameters = RULES.some(
    ({ match }) =>
      match.requestParameters !== undefined &&
      match.eventSource === eventSource &&
      match.eventNames.some((name) => name === eventName),
  );
  return (
    !needsParameters ||
    isObject(requestParameters) ||
    (requestParameters === undefined && (hasBothColumns || errorCode !== undefined))
  );
}
