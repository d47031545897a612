import type { Finding } from './finding';
import { parseEventTime } from './time';

/** The figures of a finding that a summary is worth sending for when they change. */
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

/** Findings have no other times than those that the core wrote. */
function secondOf(time: string): number {
  return parseEventTime(time) as number;
}

export function areSameTotals(a: Totals, b: Totals): boolean {
  return (Object.keys(a) as (keyof Totals)[]).every((name) => a[name] === b[name]);
}
