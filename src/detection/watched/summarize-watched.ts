import type { WatchedLine } from '../incident/incident';
import { memberOf } from '../member-of';
import { compareTexts } from '../text';
import { formatSecond } from '../time';
import type { KeptWatch } from './watched-call';

/** How many regions a line lists. */
export const MAX_LINE_REGIONS = 10;

/**
 * Watched calls as lines of a timeline, by time. Calls of one name, category, account, outcome and caller are one line.
 * A call counts once, however often and in whatever order it arrives.
 */
export function summarizeWatched(calls: readonly KeptWatch[]): WatchedLine[] {
  const distinct = new Map(calls.map((call) => [call.eventId, call]));
  const groups = new Map<string, KeptWatch[]>();
  for (const call of [...distinct.values()].sort(byTime)) {
    memberOf(groups, lineKeyOf(call), () => []).push(call);
  }
  return [...groups.values()]
    .map((group) => lineOf(group as [KeptWatch, ...KeptWatch[]]))
    .sort(byLineTime);
}

/** What tells the callers of watched calls apart, as people read it. */
function labelOf({ caller: { arn, accessKeyId, sourceIp, type } }: KeptWatch): string {
  return arn ?? accessKeyId ?? sourceIp ?? type;
}

function lineKeyOf(call: KeptWatch): string {
  const { category, eventName, accountId, errorCode } = call;
  return JSON.stringify([category, eventName, accountId, errorCode, labelOf(call)]);
}

/** @param calls of one line, by time. */
function lineOf(calls: readonly [KeptWatch, ...KeptWatch[]]): WatchedLine {
  const [first] = calls;
  const last = calls.at(-1) as KeptWatch;
  const regions = [...new Set(calls.map(({ region }) => region))].sort(compareTexts);
  return {
    kind: 'watched',
    time: formatSecond(first.second),
    until: formatSecond(last.second),
    eventName: first.eventName,
    category: first.category,
    count: calls.length,
    regions: regions.slice(0, MAX_LINE_REGIONS),
    ...(first.accountId !== undefined && { accountId: first.accountId }),
    ...(first.errorCode !== undefined && { errorCode: first.errorCode }),
    details: detailsOf(calls),
    caller: labelOf(first),
  };
}

/** How many instances a call asks for, by the catalogue. */
const COUNT_LABEL = 'count';

/** Of each label the first value, and how many others there are. Counts are added up. */
function detailsOf(calls: readonly KeptWatch[]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const { details } of calls) {
    for (const [label, value] of Object.entries(details)) {
      memberOf(values, label, (): string[] => []).push(value);
    }
  }
  return Object.fromEntries(
    [...values].map(([label, given]) => [label, sumOf(label, given) ?? inWords(given)]),
  );
}

function sumOf(label: string, given: readonly string[]): string | undefined {
  return label === COUNT_LABEL && given.every((value) => /^\d{1,9}$/.test(value))
    ? String(given.reduce((total, value) => total + Number(value), 0))
    : undefined;
}

/** A value may be a list. With those of other calls, only the first of all is shown. */
function inWords(given: readonly string[]): string {
  const [value, ...others] = distinctOf(given);
  if (others.length === 0) {
    return value;
  }
  const [first, ...rest] = distinctOf(given.flatMap((one) => one.split(', ')));
  // The end of a long list is cut.
  const least = given.some((one) => one.endsWith('...')) ? 'at least ' : '';
  return rest.length === 0 ? first : `${first} and ${least}${rest.length} more`;
}

/** @param texts at least one. */
function distinctOf(texts: readonly string[]): [string, ...string[]] {
  return [...new Set(texts)] as [string, ...string[]];
}

function byTime(a: KeptWatch, b: KeptWatch): number {
  return a.second - b.second || compareTexts(a.eventId, b.eventId);
}

function byLineTime(a: WatchedLine, b: WatchedLine): number {
  return (
    compareTexts(a.time, b.time) ||
    compareTexts(a.until, b.until) ||
    compareTexts(a.eventName, b.eventName) ||
    compareTexts(JSON.stringify(a), JSON.stringify(b))
  );
}
