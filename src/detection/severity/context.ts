/**
 * What RegionSweep knows about a sweep beyond its own calls. `src/engine/sweep-memory.ts` reads these plain values.
 */

/** Why RegionSweep could not read something. */
export type UnreadReason = 'timeout' | 'error' | 'no-caller';

/** What in a sweep is new, judged by the calls of the 30 days before it. */
export type BaselineFacts =
  /** There is no baseline to read. */
  | { readonly state: 'unasked' }
  | { readonly state: 'unread'; readonly why: UnreadReason }
  /** The baseline of the account goes back less than 7 days. */
  | { readonly state: 'young'; readonly days: number }
  | {
      readonly state: 'known';
      /** How far back the comparison goes: 30 days, or less where the baseline is younger. */
      readonly days: number;
      readonly principals: number;
      readonly newPrincipals: number;
      /** Of the identities that are not new. */
      readonly regions: number;
      readonly newRegions: number;
      readonly addresses: number;
      readonly newAddresses: number;
      /** Regions of all identities that are new to the whole account. Absent when the account is too large to read. */
      readonly account?: { readonly regions: number; readonly newRegions: number };
    };

/** What else happened within {@link RELATED_MINUTES}. */
export type RelatedFacts =
  | { readonly state: 'unasked' }
  | { readonly state: 'unread'; readonly why: UnreadReason }
  | {
      readonly state: 'read';
      /** The other rule, by the strongest thing in common. */
      readonly otherRule?: OtherRule;
      /** Other principals of the same identity, or from the same source IP, with a sweep of the same rule. */
      readonly otherPrincipals: number;
    };

export type OtherRule =
  /** Calls of the other rule by the principal itself, whether they are a sweep or not. */
  | { readonly by: 'principal'; readonly calls: number; readonly regions: number }
  /** Sweeps of the other rule by other principals. */
  | { readonly by: 'identity' | 'address'; readonly principals: number };

/** How far apart two sweeps may be to count as related. */
export const RELATED_MINUTES = 30;

export interface SweepContext {
  readonly baseline: BaselineFacts;
  readonly related: RelatedFacts;
}

/** Whether the account has known all identities and source IPs of a sweep for a long time. */
export function isLongKnown({ baseline }: SweepContext): boolean {
  return baseline.state === 'known' && baseline.newPrincipals === 0 && baseline.newAddresses === 0;
}

/** For detectors without a baseline. */
export const NO_CONTEXT: SweepContext = {
  baseline: { state: 'unasked' },
  related: { state: 'unasked' },
};
