import type { RuleSettings } from '../detection/model';
import { CALL_EVENT_TYPE } from '../detection/rules/event-types';
import type { RuleMatch } from '../detection/rules/rule';
import { matchUnder, RULES, type RuleId } from '../detection/rules/rule-catalog';
import type { HistoryPart } from '../trail/find/history-part';
import type { HiveType } from './hive-type';
import { formatTime } from './partition-time';
import { partitioningOf } from './partitions';
import { EVENT_SHAPE, objectAsJson, RECORD_SHAPE } from './record-json';
import { identifier, literal, oneOf } from './sql';
import { type AthenaTable, kindOf } from './table';

/** The only column of the result: the JSON text of a record, or of an OCSF event. */
export const RESULT_COLUMN = 'record';

type Settings = Readonly<Record<RuleId, RuleSettings>>;

/**
 * The query for the calls of the enabled rules in a part of a history. Its rows may include a few records that are no
 * calls; the engine decides. It leaves out no call.
 */
export function callQuery(table: AthenaTable, settings: Settings, part: HistoryPart): string {
  const fields = kindOf(table) === 'ocsf' ? ocsfFields(table) : cloudTrailFields(table);
  const conditions = [
    ...partitioningOf(table, part).conditions,
    ...timeConditions(fields, part),
    ...(part.regions ? [oneOf(fields.region, part.regions)] : []),
    ...(part.accounts && fields.account ? [oneOf(fields.account, part.accounts)] : []),
    ...fields.conditions,
    anyOf(rulesIn(settings).map((match) => ruleCondition(match, fields))),
  ];
  const { database, table: name } = table.name;
  return [
    `SELECT json_format(${fields.json}) AS ${identifier(RESULT_COLUMN)}`,
    `FROM ${identifier(database)}.${identifier(name)}`,
    `WHERE ${conditions.join('\n  AND ')}`,
    '',
  ].join('\n');
}

/** How a table writes what the conditions are about, as SQL. */
interface Fields {
  readonly json: string | undefined;
  readonly source: string;
  readonly name: string;
  readonly region: string;
  readonly account?: string | undefined;
  readonly time: string;
  /** The time of a second, in the type of the column. */
  readonly timeOf: (second: number) => string;
  /** The text of a request parameter; absent where the table does not have them apart. */
  readonly parameter?: ((name: string) => string) | undefined;
  readonly conditions: readonly string[];
}

/** @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html */
function cloudTrailFields({ columns }: AthenaTable): Fields {
  const isTimestamp = nameOf(columns.get('eventtime')) !== 'string';
  const hasType = columns.has('eventtype');
  const account = [
    ...(columns.has('recipientaccountid') ? ['"recipientaccountid"'] : []),
    ...(hasField(columns.get('useridentity'), 'accountid') ? ['"useridentity"."accountid"'] : []),
  ];
  return {
    json: objectAsJson(
      RECORD_SHAPE,
      { types: columns },
      {
        // CloudTrail Lake has timestamps, in UTC.
        ...(isTimestamp && {
          eventTime: `CAST(date_format("eventtime", '%Y-%m-%dT%H:%i:%sZ') AS JSON)`,
        }),
        // The condition below leaves no other. A null would be another type to the rules.
        eventType: `CAST(${literal(CALL_EVENT_TYPE)} AS JSON)`,
        ...(nameOf(columns.get('requestparameters')) === 'string' && {
          requestParameters:
            'coalesce(TRY(json_parse("requestparameters")), CAST("requestparameters" AS JSON))',
        }),
      },
    ),
    source: '"eventsource"',
    name: '"eventname"',
    region: '"awsregion"',
    account: account.length === 2 ? `coalesce(${account.join(', ')})` : account[0],
    time: '"eventtime"',
    timeOf: isTimestamp ? timestampOf : isoTimeOf,
    parameter: parameterIn(columns.get('requestparameters'), '"requestparameters"'),
    conditions: hasType
      ? [oneOf(`coalesce("eventtype", ${literal(CALL_EVENT_TYPE)})`, [CALL_EVENT_TYPE])]
      : [],
  };
}

/** @see https://docs.aws.amazon.com/security-lake/latest/userguide/cloudtrail-query-examples-sourceversion2.html */
function ocsfFields({ columns }: AthenaTable): Fields {
  const api = columns.get('api');
  const request = api?.kind === 'struct' ? api.fields.get('request') : undefined;
  const data = request?.kind === 'struct' ? request.fields.get('data') : undefined;
  const time = columns.has('time_dt') ? 'time_dt' : 'time';
  const isTimestamp = /^timestamp/.test(nameOf(columns.get(time)));
  return {
    json: objectAsJson(EVENT_SHAPE, { types: columns }),
    source: '"api"."service"."name"',
    name: '"api"."operation"',
    region: '"cloud"."region"',
    time: identifier(time),
    timeOf: isTimestamp ? timestampOf : (second) => String(second * 1000),
    parameter: parameterIn(data, '"api"."request"."data"'),
    conditions: [],
  };
}

function rulesIn(settings: Settings): RuleMatch[] {
  return RULES.filter((rule) => settings[rule.id].enabled).map((rule) =>
    matchUnder(rule, settings[rule.id]),
  );
}

/**
 * A record without a parameter passes, and the engine judges it: a denied call, or parameters that are no JSON.
 */
function ruleCondition(
  { eventSource, eventNames, requestParameters = {} }: RuleMatch,
  { source, name, parameter }: Fields,
): string {
  const parameters = Object.entries(requestParameters).flatMap(([member, values]) => {
    const value = parameter?.(member);
    return value === undefined
      ? []
      : [oneOf(`coalesce(${value}, ${literal(values[0] ?? '')})`, values)];
  });
  const all = [oneOf(source, [eventSource]), oneOf(name, eventNames), ...parameters];
  return `(${all.join('\n      AND ')})`;
}

function parameterIn(type: HiveType | undefined, column: string): Fields['parameter'] {
  switch (type?.kind) {
    case 'map':
      return (name) => `element_at(${column}, ${literal(name)})`;
    case 'other':
      return (name) => `json_extract_scalar(${column}, ${literal(`$.${name}`)})`;
    default:
      return undefined;
  }
}

function timeConditions({ time, timeOf }: Fields, { from, to }: HistoryPart): string[] {
  return [
    ...(from === undefined ? [] : [`${time} >= ${timeOf(from)}`]),
    ...(to === undefined ? [] : [`${time} < ${timeOf(to)}`]),
  ];
}

function isoTimeOf(second: number): string {
  return literal(formatTime('yyyy-MM-ddTHH:mm:ssZ', second));
}

function timestampOf(second: number): string {
  return `TIMESTAMP ${literal(formatTime('yyyy-MM-dd HH:mm:ss', second))}`;
}

function anyOf(conditions: readonly string[]): string {
  return `(${conditions.join('\n    OR ')})`;
}

function hasField(type: HiveType | undefined, name: string): boolean {
  return type?.kind === 'struct' && type.fields.has(name);
}

function nameOf(type: HiveType | undefined): string {
  return type?.kind === 'other' ? type.name : '';
}
