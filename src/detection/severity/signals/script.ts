import { type Signal, valuesOf } from '../signal';

/** The names of SDKs, command-line tools, HTTP libraries and infrastructure tools in user agents. */
const SCRIPT =
  /\b(?:aws-cli|aws-sdk|boto3?|botocore|python|curl|wget|go-http-client|okhttp|axios|node-fetch|terraform|pulumi|java\/|ruby\/|powershell)/i;

export const script = {
  id: 'script',
  points: 10,
  observe(facts) {
    return valuesOf(facts, 'userAgent').some((agent) => SCRIPT.test(agent))
      ? {
          sentence: 'A user agent names an SDK or a command-line tool: a script, not a click.',
          values: {},
        }
      : undefined;
  },
} as const satisfies Signal;
