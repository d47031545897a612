import type { Arrival } from '../../engine/detection-outcome';
import type { LagCounts } from '../../ports/deliveries';
import { addLags, lagOf } from './lags';

/** By which path a call came. */
type Path =
  /** EventBridge had brought the call. */
  'brought' | 'trail';

/**
 * Counts, for the calls of one trail file, which of them EventBridge had brought. Of some calls nobody knows: full
 * buckets have no room for them, an earlier attempt may have added them, or the detector does not take them.
 */
export class ArrivalCounts {
  /** By `eventID`. A call is in several buckets: of its rules and groupings. */
  private readonly paths = new Map<string, Path>();
  /** Of what EventBridge brought. */
  lags: LagCounts = [];

  add({ calls, bucket, before: { eventIds, heardAt, isUncertain } }: Arrival): void {
    if (isUncertain) {
      return;
    }
    const kept = new Set(bucket.calls.map(({ eventId }) => eventId));
    // Where EventBridge brought nothing, other trail files have brought what the bucket held.
    const isBrought = (eventId: string): boolean => heardAt !== undefined && eventIds.has(eventId);
    for (const { eventId } of calls) {
      if (isBrought(eventId)) {
        this.paths.set(eventId, 'brought');
      } else if (kept.has(eventId) && !this.paths.has(eventId)) {
        this.paths.set(eventId, 'trail');
      }
    }
    if (heardAt !== undefined && calls.some(({ eventId }) => isBrought(eventId))) {
      const held = bucket.calls.filter(({ eventId }) => isBrought(eventId));
      const first = Math.min(...held.map(({ second }) => second));
      this.lags = addLags(this.lags, lagOf(heardAt - first));
    }
  }

  /**
   * @param calls how many calls the file has.
   * @param isJudged false if an earlier attempt may have added some of them.
   */
  count(calls: number, isJudged: boolean): { readonly brought: number; readonly unjudged: number } {
    const paths = isJudged ? [...this.paths.values()] : [];
    return {
      brought: paths.filter((path) => path === 'brought').length,
      unjudged: calls - paths.length,
    };
  }
}
