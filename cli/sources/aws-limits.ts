/**
 * Limits of a connection to AWS, in milliseconds. Without them, a request on a connection that broke silently would wait
 * for many minutes.
 */
export const CONNECTION_LIMITS = {
  /** To connect. */
  connectionTimeout: 10_000,
  /** Without a byte in either direction. */
  socketTimeout: 60_000,
} as const;
