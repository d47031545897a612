import { bucketOf } from '../window';

/** When something happened that belongs to an incident. Event times, in seconds since the epoch. */
export interface Activity {
  readonly first: number;
  readonly last: number;
  /** Length of the windows in which it was found. */
  readonly windowSeconds: number;
}

/** The activities of one incident. */
export interface ActivityGroup<One extends Activity> {
  /** Start of the bucket in which the first one begins. No other incident of the identity has the same. */
  readonly bucketStart: number;
  readonly first: number;
  readonly last: number;
  /** By time. */
  readonly members: readonly [One, ...One[]];
  /** Whether the next incident begins while this one would still take activity, were it not for its length. */
  readonly isOngoing: boolean;
}

/** How long an incident takes activity: the next one follows it. */
const MAX_SECONDS = 24 * 60 * 60;

/**
 * The incidents of one identity: the definition, which the order of arrival cannot change. An incident takes an activity
 * that begins at most `renotifyMinutes` after all earlier ones of it, and at most 24 h after the first. With 0 minutes,
 * only activities that overlap are one incident.
 *
 * @returns by first activity.
 */
export function incidentsAmong<One extends Activity>(
  activities: readonly One[],
  renotifyMinutes: number,
): ActivityGroup<One>[] {
  const groups: Group<One>[] = [];
  const byBucket = new Map<number, Group<One>>();
  for (const activity of [...activities].sort(byTime)) {
    const { first, last, windowSeconds } = activity;
    const current = groups.at(-1);
    const isQuiet = current === undefined || first - current.last > renotifyMinutes * 60;
    const bucketStart = bucketOf(first, windowSeconds) * windowSeconds;
    const taking =
      isQuiet || first - current.first > MAX_SECONDS ? byBucket.get(bucketStart) : current;
    if (taking === undefined) {
      const opened = { bucketStart, first, last, members: [activity], isOngoing: false } as const;
      const group: Group<One> = { ...opened, members: [activity] };
      if (current !== undefined) {
        current.isOngoing = !isQuiet;
      }
      groups.push(group);
      byBucket.set(bucketStart, group);
    } else {
      taking.members.push(activity);
      taking.last = Math.max(taking.last, last);
    }
  }
  return groups;
}

interface Group<One extends Activity> extends ActivityGroup<One> {
  last: number;
  readonly members: [One, ...One[]];
  isOngoing: boolean;
}

function byTime(a: Activity, b: Activity): number {
  return a.first - b.first || a.windowSeconds - b.windowSeconds || a.last - b.last;
}
