/**
 * What the stack configures, and how long Lambda waits before a retry. `settings.suite.ts` compares it with the
 * templates.
 */
export const PLATFORM = {
  /** The timeout of the function. */
  timeoutMs: 20_000,
  /** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
  retryDelaysMs: [60_000, 120_000],
} as const;

/** The same for the trail reader and the queue of trail files. */
export const TRAIL_PLATFORM_SETTINGS = {
  timeoutMs: 120_000,
  /** The most messages that the function receives at once. */
  batchSize: 10,
  /** The visibility timeout of a message. */
  visibilityMs: 720_000,
  maxReceives: 5,
} as const;
