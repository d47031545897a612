import {
  FINDING_VARIABLES,
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
    /** File of the allow-list, relative to the code; see `src/allowlist/deployed-allowlist.ts`. */
    ...optionalVariables(variables, { allowlistFile: 'ALLOWLIST_FILE' }),
  };
}
