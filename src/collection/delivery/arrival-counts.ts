import type { Arrival } from '../../engine/detection-outcome';
import type { LagCounts } from '../../ports/deliveries';
import { addLags, lagOf } from './lags';

/**
 * Counts, for the calls of one trail file, which of them EventBridge had brought. Of some calls nobody knows: full
 * buckets have no room for them, an earlier attempt may have added them, or the detector does not take them.
 */
export class ArrivalCounts {
  /** Whether EventBridge had brought a call, by `eventID`. A call is in several buckets: of its rules and groupings. */
  private readonly isBrought = new Map<string, boolean>();
  /** Of what EventBridge brought. */
  lags: LagCounts = [];

  add({ calls, bucket, before: { eventIds, heardAt, isUncertain } }: Arrival): void {
    if (isUncertain) {
      return;
    }
    const kept = new Set(bucket.calls.map(({ eventId }) => eventId));
    // Where EventBridge brought nothing, other trail files have brought what the bucket held.
    const wasHeld = (eventId: string): boolean => heardAt !== undefined && eventIds.has(eventId);
    for (const { eventId } of calls) {
      if (wasHeld(eventId)) {
        this.isBrought.set(eventId, true);
      } else if (kept.has(eventId) && !this.isBrought.has(eventId)) {
        this.isBrought.set(eventId, false);
      }
    }
    if (heardAt !== undefined && calls.some(({ eventId }) => wasHeld(eventId))) {
      const held = bucket.calls.filter(({ eventId }) => wasHeld(eventId));
      const first = Math.min(...held.map(({ second }) => second));
      this.lags = addLags(this.lags, lagOf(heardAt - first));
    }
  }

  /**
   * @param calls how many calls the file has.
   * @param isJudged false if an earlier attempt may have added some of them.
   */
  count(calls: number, isJudged: boolean): { readonly brought: number; readonly unjudged: number } {
    const judged = isJudged ? [...this.isBrought.values()] : [];
    return { brought: judged.filter(Boolean).length, unjudged: calls - judged.length };
  }
}
