import type { Bucket } from '../bucket';
import { memberOf } from '../member-of';
import type { Call } from '../model';
import { networkOf } from './address';
import { type BaselineOwner, baselineOwnerOf } from './baseline-owner';
import { dayOf } from './day';

/** What the baseline learns about an identity on one day of event time. */
export interface Lesson {
  readonly subject: BaselineOwner;
  readonly day: number;
  /** At least one. */
  readonly regions: readonly string[];
  readonly addresses: readonly string[];
}

/** The first call of each region in its bucket, so that a flood adds nothing. */
export function firstOfRegions(calls: readonly Call[], bucket: Bucket): Call[] {
  const eventIds = new Set(calls.map(({ eventId }) => eventId));
  const earlier = new Set<string>();
  const kept = new Set<string>();
  for (const { eventId, region } of bucket.calls) {
    (eventIds.has(eventId) ? kept : earlier).add(region);
  }
  return calls.filter(({ region }) => kept.has(region) && !earlier.has(region));
}

/** A lesson for each identity and day. */
export function lessonsOf(calls: readonly Call[]): Lesson[] {
  const lessons = new Map<string, { subject: BaselineOwner; day: number; calls: Call[] }>();
  for (const call of calls) {
    const subject = baselineOwnerOf(call.principal, call.caller);
    const day = dayOf(call.second);
    const key = lessonKey(subject, day);
    memberOf(lessons, key, () => ({ subject, day, calls: [] })).calls.push(call);
  }
  return [...lessons.values()].map(({ subject, day, calls: members }) => ({
    subject,
    day,
    regions: [...new Set(members.map(({ region }) => region))],
    addresses: [
      ...new Set(members.flatMap(({ caller }) => networkOf(caller.sourceIp ?? '') ?? [])),
    ],
  }));
}

/** A text that is the same only for equal identities and days: neither text contains a line break. */
export function lessonKey({ account, key }: BaselineOwner, day: number): string {
  return `${day}\n${account}\n${key}`;
}
