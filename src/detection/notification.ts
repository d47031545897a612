import type { Finding } from './finding';
import type { Severity } from './rules/rule';
import type { Told } from './sweep';

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
  /** The sweep is over. */
  | { readonly kind: 'closed'; readonly told: Told; readonly repeats: number }
);
