import type { Finding } from './finding';
import type { Severity } from './rules/rule';

/**
 * Who is told: people, and with them every program that listens; or the record alone, by which programs learn of
 * findings that are not worth a message to people.
 */
export type Audience = 'people' | 'record';

/** What is said of a finding. */
export type Notification = {
  readonly finding: Finding;
  readonly audience: Audience;
} & (
  | { readonly kind: 'opened' }
  /** The severity has risen above what was said before. */
  | { readonly kind: 'escalated'; readonly from: Severity }
  /** No call has come for so long that the sweep is over. */
  | {
      readonly kind: 'closed';
      /** The counts that were told of last. */
      readonly sent: { readonly callCount: number; readonly regionCount: number };
      /** Later sweeps by the same principal and rule that were counted in this finding and not sent. */
      readonly repeats: number;
    }
);
