/**
 * How clients of AWS try: requests are cut short and repeated rather than waited for. Three attempts fit into
 * the 20 s of an invocation, and every request of these functions may be repeated.
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;
