import type { CappedField, Evidence } from './finding';
import { type Caller, type Interval, isCut, isDenied, type TrackedCall } from './model';
import { compareTexts } from './text';
import { formatSecond } from './time';
import { contains, distinctCalls } from './window';

/** How many entries of a list a finding holds: enough for a reader, and far below the size limit of a message. */
export const MAX_LISTED: Readonly<Record<CappedField, number>> = {
  regions: 100,
  eventTimes: 60,
  accountIds: 20,
  accessKeyIds: 20,
  identityTypes: 20,
  sourceIps: 20,
  userAgents: 20,
  errorCodes: 20,
  eventIds: 50,
};

/** Whether the store reached its limits; see `bucket.ts`. */
export interface Completeness {
  /** Calls were dropped because a bucket was full. */
  readonly isSaturated: boolean;
}

/**
 * The evidence of a sweep: every call within its interval.
 *
 * @param calls calls of the principal, in any order, with or without repeats; calls outside the interval are ignored.
 * @throws Error when no call lies within the interval: a sweep has calls, so that is a programming error.
 */
export function gatherEvidence(
  calls: readonly TrackedCall[],
  interval: Interval,
  { isSaturated }: Completeness,
): Evidence {
  const within = distinctCalls(calls.filter(({ second }) => contains(interval, second)));
  const [first] = within;
  if (first === undefined) {
    throw new Error(`No call lies within [${interval.start}, ${interval.end}).`);
  }
  const last = within.at(-1) as TrackedCall;
  const callers = within.flatMap(({ caller }) => caller ?? []);
  const lists: Record<CappedField, string[]> = {
    regions: within.map(({ region }) => region),
    eventTimes: within.map(({ second }) => formatSecond(second)),
    accountIds: callers.flatMap((caller) => present([caller.accountId, caller.recipientAccountId])),
    accessKeyIds: valuesOf(callers, 'accessKeyId'),
    identityTypes: valuesOf(callers, 'type'),
    sourceIps: valuesOf(callers, 'sourceIp'),
    userAgents: valuesOf(callers, 'userAgent'),
    errorCodes: valuesOf(callers, 'errorCode'),
    eventIds: within.map(({ eventId }) => eventId),
  };
  const regionCount = new Set(lists.regions).size;
  const isIncomplete = (name: CappedField): boolean =>
    isSaturated || (!CALL_FIELDS.has(name) && within.some((call) => lacks(call, name)));
  const listed = {} as Record<CappedField, string[]>;
  const capped: CappedField[] = [];
  for (const [name, values] of Object.entries(lists) as [CappedField, string[]][]) {
    const distinct = [...new Set(values)];
    listed[name] = distinct.slice(0, MAX_LISTED[name]).sort(compareTexts);
    if (distinct.length > MAX_LISTED[name] || isIncomplete(name)) {
      capped.push(name);
    }
  }
  return {
    regionCount,
    callCount: within.length,
    deniedCount: callers.filter(isDenied).length,
    atLeast: isSaturated,
    firstCall: formatSecond(first.second),
    lastCall: formatSecond(last.second),
    ...listed,
    capped,
  };
}

/** Whether the bucket had no room for what a call adds to a list of its callers' facts. */
function lacks({ caller }: TrackedCall, list: CappedField): boolean {
  if (caller === undefined) {
    return true;
  }
  return (
    (list === 'sourceIps' && isCut(caller, 'sourceIp')) ||
    (list === 'userAgents' && isCut(caller, 'userAgent'))
  );
}

/** Lists with an entry of every kept call; the others come from callers, of which a bucket keeps a limited number. */
const CALL_FIELDS: ReadonlySet<CappedField> = new Set<CappedField>([
  'regions',
  'eventTimes',
  'eventIds',
]);

function valuesOf(callers: readonly Caller[], field: keyof Caller): string[] {
  return present(callers.map((caller) => caller[field]));
}

function present(values: readonly (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined);
}
