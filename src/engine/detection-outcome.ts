import type { Finding } from '../detection/finding';
import type { Call } from '../detection/model';

/** What became of calls that were handled together. */
export interface DetectionOutcome {
  /** The findings published on the way, in that order; also those of calls that failed after it. */
  readonly findings: readonly PublishedFinding[];
  /** The calls that have to be handled again. Handling any others with them does no harm. */
  readonly failures: readonly CallFailure[];
  /**
   * How many of the calls had been stored before. Calls that were skipped, because a full bucket has their regions
   * already, are not among them.
   */
  readonly redeliveries: number;
}

export interface PublishedFinding {
  readonly finding: Finding;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
}

/** Calls of one rule, principal and bucket that could not be handled to the end. */
export interface CallFailure {
  /** The very objects that were given. */
  readonly calls: readonly Call[];
  /** What the store or the notifier threw, or a `DetectionError`. */
  readonly error: unknown;
}

/**
 * The findings of an outcome, for those who cannot handle calls again.
 *
 * @throws the error of the first failure, if there is one.
 */
export function findingsOrThrow({ findings, failures }: DetectionOutcome): Finding[] {
  const [failure] = failures;
  if (failure !== undefined) {
    throw failure.error;
  }
  return findings.map(({ finding }) => finding);
}
