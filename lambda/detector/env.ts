import {
  FINDING_VARIABLES,
  optionalVariables,
  readList,
  requireVariables,
  type Variables,
} from '../shared/environment';

/** The settings that the stack passes to the function. */
export type Environment = ReturnType<typeof readEnvironment>;

/** @throws Error that names every missing variable. */
export function readEnvironment(variables: Variables) {
  return {
    ...requireVariables(variables, FINDING_VARIABLES),
    /** Regions with a metric of their own. */
    metricRegions: readList(variables['METRIC_REGIONS']),
    /** File of the allow-list, relative to the code; see `src/allowlist/deployed-allowlist.ts`. */
    ...optionalVariables(variables, { allowlistFile: 'ALLOWLIST_FILE' }),
  };
}
