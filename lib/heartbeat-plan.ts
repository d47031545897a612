import type { RegionSweepConfig } from '../src/config/config';

/** Every region is called at least once in each hour that the silence alarms look at. */
const MINUTES_PER_ROUND = 60;

/** Often enough that a heartbeat which fails is seen by an alarm on errors. */
const MAX_MINUTES = 5;

/** How the heartbeat goes, or why there is none. */
export type HeartbeatPlan =
  | { readonly kind: 'on'; readonly intervalSeconds: number }
  | { readonly kind: 'off'; readonly reason: string };

/**
 * How often to call, in whole minutes as EventBridge schedules them. The heartbeat must never be a sweep itself.
 *
 * @param regionCount regions to call, at least one.
 */
export function planHeartbeat(
  { heartbeat, rules }: Pick<RegionSweepConfig, 'heartbeat' | 'rules'>,
  regionCount: number,
): HeartbeatPlan {
  if (!heartbeat) {
    return { kind: 'off', reason: 'Context heartbeat is false.' };
  }
  const { enabled, windowSeconds, minRegions } = rules['describe-instances'];
  if (!enabled) {
    return { kind: 'off', reason: 'The rule describe-instances, whose calls it makes, is off.' };
  }
  const minutes = Math.floor(MINUTES_PER_ROUND / regionCount);
  const intervalSeconds = Math.min(Math.max(1, minutes), MAX_MINUTES) * 60;
  // One more than fit evenly, because a schedule is not exact to the second.
  const regionsInWindow = Math.min(regionCount, Math.ceil(windowSeconds / intervalSeconds) + 1);
  if (regionsInWindow >= minRegions) {
    return {
      kind: 'off',
      reason: `It would be a sweep itself: up to ${regionsInWindow} regions within ${windowSeconds} s, and minRegions is ${minRegions}.`,
    };
  }
  return { kind: 'on', intervalSeconds };
}
