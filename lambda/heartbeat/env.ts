import { readList, requireVariables, type Variables } from '../shared/environment';

/** What the stack tells the function, by environment variable. */
export interface Environment {
  /** Regions to call, at least one. */
  readonly regions: readonly [string, ...string[]];
  /** From one call to the next, as the function is scheduled. */
  readonly seconds: number;
}

/** @throws Error naming every variable that is not set, or what is wrong with one that is. */
export function readEnvironment(variables: Variables): Environment {
  const values = requireVariables(variables, ['HEARTBEAT_REGIONS', 'HEARTBEAT_SECONDS']);
  const [first, ...others] = readList(values.HEARTBEAT_REGIONS);
  if (first === undefined) {
    throw refusal('HEARTBEAT_REGIONS', values.HEARTBEAT_REGIONS, 'regions separated by commas');
  }
  const seconds = Number(values.HEARTBEAT_SECONDS);
  if (!Number.isSafeInteger(seconds) || seconds < 1) {
    throw refusal('HEARTBEAT_SECONDS', values.HEARTBEAT_SECONDS, 'a whole number from 1');
  }
  return { regions: [first, ...others], seconds };
}

function refusal(name: string, received: string, allowed: string): Error {
  return new Error(
    `${name} is ${JSON.stringify(received)}; allowed: ${allowed}. The stack sets this environment variable; deploy it again.`,
  );
}
