import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Clients } from './clients';

/** Only ends a test that hangs. */
const WAIT_LIMIT_SECONDS = 60;

type Variables = Readonly<Record<string, string>>;

/**
 * Adds variables to the environment of a function. Its next invocation starts a new process.
 *
 * @returns the variables as they were.
 */
export async function setVariables(
  { lambda }: Clients,
  functionName: string,
  added: Variables,
): Promise<Variables> {
  const FunctionName = functionName;
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const before = Environment?.Variables ?? {};
  const Variables = { ...before, ...added };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
  await waitUntilFunctionUpdatedV2(
    { client: lambda, maxWaitTime: WAIT_LIMIT_SECONDS, minDelay: 1, maxDelay: 1 },
    { FunctionName },
  );
  return before;
}

/** Lets a function believe that it is another time. Nothing but `Date.now` is changed, which is the clock of ours. */
export async function setClock(clients: Clients, functionName: string, to: number): Promise<void> {
  const ahead = to - Date.now();
  const script = `const now=Date.now.bind(Date);Date.now=()=>now()+(${ahead})`;
  await setVariables(clients, functionName, {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
  });
}
