import { dollarText, roundedTo } from './dollars';

/** What the bill of a set-up is made of. Dollars are by the month. */
export interface Tariff {
  /** For the hub, used or not, by ingestion. */
  readonly hub: { readonly direct: number; readonly queue: number };
  /** For each forwarder, used or not. */
  readonly forwarder: number;
  /** For a million calls that are forwarded. */
  readonly forwarded: number;
  /** For a million calls, by ingestion. */
  readonly calls: { readonly direct: number; readonly queue: number };
}

/** Millions of calls of an account by the month: about as many as on the day of `tools/bench/traffic/day.ts`. */
export const CALLS_OF_AN_ACCOUNT = 0.3;

const REGIONS = 17;
const ACCOUNTS = [1, 20, 100];

/** Bills of typical set-ups, as rows of a table. */
export function setUpRows(tariff: Tariff): string {
  return ACCOUNTS.map((accounts) => {
    // The region of the hub in the account of the hub needs none.
    const forwarders = accounts * REGIONS - 1;
    const calls = accounts * CALLS_OF_AN_ACCOUNT;
    const cents = (dollars: number): number => roundedTo(2, dollars);
    const parts = [forwarders * tariff.forwarder, calls * tariff.forwarded].map(cents);
    const use = {
      direct: cents(calls * tariff.calls.direct),
      queue: cents(calls * tariff.calls.queue),
    };
    const sum = (ingestion: 'direct' | 'queue'): number =>
      [tariff.hub[ingestion], ...parts, use[ingestion]].reduce((a, b) => a + b);
    return [
      `| ${accounts}`,
      forwarders.toLocaleString('en-US'),
      `${Number(calls.toPrecision(3))} million`,
      dollarText(tariff.hub.direct),
      ...parts.map((dollars) => dollarText(dollars)),
      dollarText(use.direct),
      dollarText(use.queue),
      `**${dollarText(sum('direct'))}**`,
      `**${dollarText(sum('queue'))}** |`,
    ].join(' | ');
  }).join('\n');
}
