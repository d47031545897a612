/** What is known of a sweep beyond its own calls. Plain values; who reads them is in `src/engine/sweep-context.ts`. */

/** Why something could not be read. */
export type UnreadReason = 'timeout' | 'error' | 'no-caller';

/** What of a sweep is new, by the calls of the 30 days before its own. */
export type BaselineFacts =
  /** There is no baseline to ask. */
  | { readonly state: 'unasked' }
  | { readonly state: 'unread'; readonly why: UnreadReason }
  /** What is known of the account goes back less than 7 days. */
  | { readonly state: 'young'; readonly days: number }
  | {
      readonly state: 'known';
      /** How far back the comparison goes: 30 days, or as long as the account is known. */
      readonly days: number;
      readonly principals: number;
      readonly newPrincipals: number;
      /** Of the principals that are not new. */
      readonly regions: number;
      readonly newRegions: number;
      readonly addresses: number;
      readonly newAddresses: number;
      /** Regions of all principals that are new to the whole account. Absent when it is too large to read. */
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
      /** Other principals with a sweep of the same rule from the same address or with the same key. */
      readonly otherPrincipals: number;
    };

export type OtherRule =
  /** Calls of the other rule by the principal itself, be they a sweep or not. */
  | { readonly by: 'principal'; readonly calls: number; readonly regions: number }
  /** Sweeps of the other rule by other principals. */
  | { readonly by: 'accessKey' | 'role' | 'address'; readonly principals: number };

/** How far apart things may be to have to do with each other. */
export const RELATED_MINUTES = 30;

export interface SweepContext {
  readonly baseline: BaselineFacts;
  readonly related: RelatedFacts;
}

/** For those who keep no memory. */
export const NO_CONTEXT: SweepContext = {
  baseline: { state: 'unasked' },
  related: { state: 'unasked' },
};
