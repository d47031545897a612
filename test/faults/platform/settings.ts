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
