/**
 * Options of AWS clients: short timeouts and retries. Three attempts fit into the 20 s of an invocation, and every
 * request of these functions can safely be repeated, except a publish to SNS.
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;
