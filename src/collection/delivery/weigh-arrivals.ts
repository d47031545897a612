import type { Arrival } from '../../engine/detection-outcome';
import type { LagCounts } from '../../ports/deliveries';
import { addLags, lagOf } from './lags';

/** By which path calls came. */
type Path =
  /** EventBridge had brought the call. */
  | 'brought'
  | 'trail'
  /** The bucket is full, so it may have turned the call away before. */
  | 'unjudged';

/** Counts, for the calls of one trail file, which of them EventBridge had brought. */
export class ArrivalCounts {
  /** By `eventID`. A call is in several buckets: of its rules and groupings. */
  private readonly paths = new Map<string, Path>();
  /** Of what EventBridge brought. */
  lags: LagCounts = [];

  add({ calls, bucket, before: { eventIds, heardAt } }: Arrival): void {
    const kept = new Set(bucket.calls.map(({ eventId }) => eventId));
    // Where EventBridge brought nothing, other trail files have brought what the bucket held.
    const isBrought = (eventId: string): boolean => heardAt !== undefined && eventIds.has(eventId);
    for (const { eventId } of calls) {
      if (isBrought(eventId)) {
        this.paths.set(eventId, 'brought');
      } else if (this.paths.get(eventId) !== 'brought') {
        this.paths.set(eventId, kept.has(eventId) ? 'trail' : 'unjudged');
      }
    }
    if (heardAt !== undefined && calls.some(({ eventId }) => isBrought(eventId))) {
      const held = bucket.calls.filter(({ eventId }) => isBrought(eventId));
      const first = Math.min(...held.map(({ second }) => second));
      this.lags = addLags(this.lags, lagOf(heardAt - first));
    }
  }

  /** @param isJudged false if an earlier attempt may have added some of the calls. */
  count(isJudged: boolean): { readonly brought: number; readonly unjudged: number } {
    const paths = [...this.paths.values()];
    return {
      brought: isJudged ? paths.filter((path) => path === 'brought').length : 0,
      unjudged: isJudged ? paths.filter((path) => path === 'unjudged').length : paths.length,
    };
  }
}
