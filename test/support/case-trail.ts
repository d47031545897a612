import type { JsonObject } from '../../src/detection/json';
import { ruleById } from '../../src/detection/rules/rule-catalog';
import { formatSecond, parseEventTime } from '../../src/detection/time';
import type { DetectionCase, Series } from './case-file';
import { DEFAULT_REGIONS } from './findings';
import { recordOf } from './records';

/** The values that the trail of a case stands for, as they come out of `JSON.parse`. */
export function trailValues(trail: DetectionCase['trail']): unknown[] {
  return trail.flatMap((item, index) =>
    'value' in item ? [item.value] : wrapped(item, seriesRecords(item, `call-${index}`)),
  );
}

function seriesRecords(series: Series, defaultIds: string): JsonObject[] {
  const { regions, times = 1, every = 0, ids = defaultIds } = series;
  const round = typeof regions === 'number' ? DEFAULT_REGIONS.slice(0, regions) : regions;
  const start = parseEventTime(series.from) ?? Number.NaN;
  const lacking = Object.fromEntries((series.without ?? []).map((name) => [name, undefined]));
  return Array.from({ length: times }, () => round)
    .flat()
    .map((awsRegion, index) =>
      recordOf(series.template, {
        awsRegion,
        eventTime: formatSecond(start + index * every),
        eventID: `${ids}-${index}`,
        ...series.with,
        ...lacking,
      }),
    );
}

function wrapped(series: Series, records: readonly JsonObject[]): unknown[] {
  switch (series.in) {
    case 'trail-file':
      return [{ Records: records }];
    case 'list':
      return [records];
    case 'event':
      return records.map((record) => eventOf(series, record));
    case 'lookup-answer':
      return [{ Events: records.map((record) => ({ CloudTrailEvent: JSON.stringify(record) })) }];
    case undefined:
      return [...records];
  }
}

/** An EventBridge event as the hub gets it: another region has put in an `id` and a `time` of its own. */
function eventOf({ template, envelope }: Series, record: JsonObject): JsonObject {
  return {
    version: '0',
    id: 'aaaaaaaa-0000-4000-8000-000000000000',
    'detail-type': 'AWS API Call via CloudTrail',
    source: ruleById(template).match.source,
    account: '111122223333',
    time: '2026-03-01T12:07:00Z',
    region: 'eu-central-1',
    resources: [],
    detail: record,
    ...envelope,
  };
}
