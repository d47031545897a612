import {
  FINDING_VARIABLES,
  HEARTBEAT_ROLE_VARIABLE,
  optionalVariables,
  requireVariables,
  type Variables,
} from '../shared/environment';

/** The settings that the stack passes to the function. */
export type Environment = ReturnType<typeof readEnvironment>;

/** @throws Error that names every missing variable. */
export function readEnvironment(variables: Variables) {
  return {
    ...requireVariables(variables, {
      ...FINDING_VARIABLES,
      /** The S3 bucket of the trail. */
      trailBucket: 'TRAIL_BUCKET',
    }),
    ...optionalVariables(variables, {
      /** What stands before `AWSLogs/` in the keys, without a slash at its end. */
      trailPrefix: 'TRAIL_PREFIX',
      /** Region of the S3 bucket, if it is not that of the function. */
      trailRegion: 'TRAIL_REGION',
      /** File of the allow-list, relative to the code; see `src/allowlist/deployed-allowlist.ts`. */
      allowlistFile: 'ALLOWLIST_FILE',
      /** Set if EventBridge should bring the same calls. */
      comparesPaths: 'COMPARES_PATHS',
      heartbeatRoleArn: HEARTBEAT_ROLE_VARIABLE,
      /** Of a stand-in for AWS, which has one host for all S3 buckets. */
      endpoint: 'AWS_ENDPOINT_URL',
    }),
  };
}
