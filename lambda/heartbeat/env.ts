import { readList, requireVariables, type Variables } from '../shared/environment';

/** The environment variables that the stack sets. */
export interface Environment {
  /** Regions to call, at least one. */
  readonly regions: readonly [string, ...string[]];
  /** Seconds between two calls, as scheduled. */
  readonly seconds: number;
}

/** @throws Error that names every missing variable, or the problem of an invalid one. */
export function readEnvironment(variables: Variables): Environment {
  const values = requireVariables(variables, {
    regions: 'HEARTBEAT_REGIONS',
    seconds: 'HEARTBEAT_SECONDS',
  });
  const [first, ...others] = readList(values.regions);
  if (first === undefined) {
    throw refusal('HEARTBEAT_REGIONS', values.regions, 'regions separated by commas');
  }
  const seconds = Number(values.seconds);
  if (!Number.isSafeInteger(seconds) || seconds < 1) {
    throw refusal('HEARTBEAT_SECONDS', values.seconds, 'a whole number of at least 1');
  }
  return { regions: [first, ...others], seconds };
}

function refusal(name: string, received: string, allowed: string): Error {
  return new Error(
    `The environment variable ${name} is ${JSON.stringify(received)}. Allowed: ${allowed}. Deploy the stack again to set it.`,
  );
}
