import type { RuleSettings } from '../detection/model';
import type { ReadonlyCallHistory } from './history/call-history';

/** Counts the calls and regions of a window that moves over the rows of a history. */
export class MovingWindow {
  private readonly seconds: Float64Array;
  private readonly regions: Uint32Array;
  private readonly callsIn: Uint32Array;
  private distinct = 0;

  constructor({ columns: { seconds, regions }, regionCount }: ReadonlyCallHistory) {
    this.seconds = seconds;
    this.regions = regions;
    this.callsIn = new Uint32Array(regionCount);
  }

  /**
   * @param rows of one principal and rule, by time.
   * @returns those at which the calls of the last `windowSeconds` reach both thresholds.
   */
  reachingRows(
    rows: Uint32Array,
    { windowSeconds, minRegions, minCalls }: RuleSettings,
  ): readonly number[] {
    const reaching: number[] = [];
    if (rows.length < minCalls) {
      return reaching;
    }
    let first = 0;
    for (const [last, row] of rows.entries()) {
      this.add(row);
      const end = this.secondOf(row) - windowSeconds;
      for (; this.secondOf(rows[first] as number) <= end; first += 1) {
        this.remove(rows[first] as number);
      }
      if (this.distinct >= minRegions && last - first + 1 >= minCalls) {
        reaching.push(row);
      }
    }
    this.callsIn.fill(0);
    this.distinct = 0;
    return reaching;
  }

  private secondOf(row: number): number {
    return this.seconds[row] as number;
  }

  private add(row: number): void {
    const region = this.regions[row] as number;
    const calls = this.callsIn[region] as number;
    this.distinct += calls === 0 ? 1 : 0;
    this.callsIn[region] = calls + 1;
  }

  private remove(row: number): void {
    const region = this.regions[row] as number;
    const calls = (this.callsIn[region] as number) - 1;
    this.callsIn[region] = calls;
    this.distinct -= calls === 0 ? 1 : 0;
  }
}
