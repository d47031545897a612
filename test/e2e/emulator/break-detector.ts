import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Clients } from './clients';

/** Only ends a test that hangs. */
const WAIT_LIMIT_SECONDS = 60;

/**
 * Takes the table away from a detector. The emulator checks no permissions, so this points the detector to a table that
 * does not exist, which makes every call fail.
 *
 * @returns what repairs it.
 */
export async function breakTable(
  { lambda }: Clients,
  functionName: string,
): Promise<() => Promise<void>> {
  const FunctionName = functionName;
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const variables = Environment?.Variables ?? {};
  if (variables['TABLE_NAME'] === undefined) {
    throw new Error(`The function ${functionName} has no TABLE_NAME that could be changed.`);
  }
  const set = async (Variables: Record<string, string>) => {
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
    );
    await waitUntilFunctionUpdatedV2(
      { client: lambda, maxWaitTime: WAIT_LIMIT_SECONDS, minDelay: 1, maxDelay: 1 },
      { FunctionName },
    );
  };
  await set({ ...variables, TABLE_NAME: `${variables['TABLE_NAME']}-not-there` });
  return () => set(variables);
}
