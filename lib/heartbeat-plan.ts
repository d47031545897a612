import type { RegionSweepConfig } from '../src/config/config';

/** The heartbeat calls every region at least once per hour, which is the period of the silence alarms. */
const MINUTES_PER_ROUND = 60;

/** Often enough for the alarm on heartbeat errors to notice a failing heartbeat. */
const MAX_MINUTES = 5;

/** The interval of the heartbeat, or the reason why it is off. */
export type HeartbeatPlan =
  | { readonly kind: 'on'; readonly intervalSeconds: number }
  | { readonly kind: 'off'; readonly reason: string };

/**
 * Plans the heartbeat in whole minutes, as EventBridge schedules it. The heartbeat must never be a sweep itself.
 *
 * @param regionCount number of regions to call, at least one.
 */
export function planHeartbeat(
  { heartbeat, rules }: Pick<RegionSweepConfig, 'heartbeat' | 'rules'>,
  regionCount: number,
): HeartbeatPlan {
  if (!heartbeat) {
    return { kind: 'off', reason: 'The setting heartbeat is false.' };
  }
  const { enabled, windowSeconds, minRegions } = rules['describe-instances'];
  if (!enabled) {
    return {
      kind: 'off',
      reason: 'It calls DescribeInstances, but the rule describe-instances is disabled.',
    };
  }
  const minutes = Math.floor(MINUTES_PER_ROUND / regionCount);
  const intervalSeconds = Math.min(Math.max(1, minutes), MAX_MINUTES) * 60;
  // One more than fits evenly, because a schedule is not exact to the second.
  const regionsInWindow = Math.min(regionCount, Math.ceil(windowSeconds / intervalSeconds) + 1);
  if (regionsInWindow >= minRegions) {
    return {
      kind: 'off',
      reason: `It would be a sweep itself: up to ${regionsInWindow} regions within ${windowSeconds} s, with minRegions ${minRegions}.`,
    };
  }
  return { kind: 'on', intervalSeconds };
}
