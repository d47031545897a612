import type { Finding } from './finding';

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
    seconds: (Date.parse(evidence.lastCall) - Date.parse(evidence.firstCall)) / 1000,
    denied: evidence.deniedCount,
    accounts: evidence.accountIds.length,
  };
}

export function areSameTotals(a: Totals, b: Totals): boolean {
  return (Object.keys(a) as (keyof Totals)[]).every((name) => a[name] === b[name]);
}
