/**
 * What the stack asks of the platform, and how long Lambda waits before it tries again. `settings.test.ts` holds it
 * against the templates.
 */
export const PLATFORM = {
  /** After this Lambda ends an invocation. */
  timeoutMs: 20_000,
  /** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
  retryDelaysMs: [60_000, 120_000],
  /** Messages that the function gets at once, at most. */
  batchSize: 200,
  /** How long a message waits for others. */
  batchingWindowMs: 5_000,
  /** How long a message that was received is not seen again. */
  visibilityMs: 120_000,
  maxReceives: 5,
} as const;
