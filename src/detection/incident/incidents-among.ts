import type { Interval } from '../model';

/** The activities of one incident. */
export interface ActivityGroup<Activity extends Interval> extends Interval {
  /** By start. */
  readonly members: readonly [Activity, ...Activity[]];
  /** The incident of the same identity that ended within a day before. */
  readonly follows?: ActivityGroup<Activity> | undefined;
  /** Whether the activity went on when the incident was too long to take more. */
  readonly isOngoing: boolean;
}

/** An incident takes no activity that begins this long after its first one. */
const MAX_SECONDS = 24 * 60 * 60;

/**
 * The incidents of one identity: the definition, which the order of arrival cannot change. An incident takes an activity
 * that begins less than `renotifyMinutes` after the end of an earlier one, and less than 24 h after the first one begins.
 * With 0 minutes, only activities that overlap are one incident.
 *
 * @returns by start.
 */
export function incidentsAmong<Activity extends Interval>(
  activities: readonly Activity[],
  renotifyMinutes: number,
): ActivityGroup<Activity>[] {
  const groups: Group<Activity>[] = [];
  for (const activity of [...activities].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const { start, end } = activity;
    const current = groups.at(-1);
    const isActive = current !== undefined && start < current.end + renotifyMinutes * 60;
    if (isActive && start < current.start + MAX_SECONDS) {
      current.members.push(activity);
      current.end = Math.max(current.end, end);
      continue;
    }
    const opened: Group<Activity> = { start, end, members: [activity], isOngoing: false };
    if (current !== undefined) {
      current.isOngoing = isActive;
      opened.follows = start < current.end + MAX_SECONDS ? current : undefined;
    }
    groups.push(opened);
  }
  return groups;
}

interface Group<Activity extends Interval> extends ActivityGroup<Activity> {
  end: number;
  readonly members: [Activity, ...Activity[]];
  follows?: ActivityGroup<Activity> | undefined;
  isOngoing: boolean;
}
