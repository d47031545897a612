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
    ...requireVariables(variables, FINDING_VARIABLES),
    ...optionalVariables(variables, {
      /** File of the allow-list, relative to the code; see `src/allowlist/deployed-allowlist.ts`. */
      allowlistFile: 'ALLOWLIST_FILE',
      heartbeatRoleArn: HEARTBEAT_ROLE_VARIABLE,
    }),
  };
}
