import type { Finding } from './finding';
import { parseEventTime } from './time';

/** The figures of a finding: when one of them grew after the last alert, the closing sends an alert. */
export interface Totals {
  readonly regions: number;
  readonly calls: number;
  /** From the first call to the last. */
  readonly seconds: number;
  readonly denied: number;
  readonly accounts: number;
}

export function totalsOf({ evidence }: Finding): Totals {
  return {
    regions: evidence.regionCount,
    calls: evidence.callCount,
    seconds: secondOf(evidence.lastCall) - secondOf(evidence.firstCall),
    denied: evidence.deniedCount,
    accounts: evidence.accountIds.length,
  };
}

/** The core wrote the times of findings, so they are valid. */
function secondOf(time: string): number {
  return parseEventTime(time) as number;
}

export function areSameTotals(a: Totals, b: Totals): boolean {
  return (Object.keys(a) as (keyof Totals)[]).every((name) => a[name] === b[name]);
}
