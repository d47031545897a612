import type { Clients } from './clients';
import { setVariables } from './function-settings';

/**
 * Takes the table away from a detector. The emulator checks no permissions, so this points the detector to a table that
 * does not exist, which makes every call fail.
 *
 * @returns what repairs it.
 */
export async function breakTable(
  clients: Clients,
  functionName: string,
): Promise<() => Promise<void>> {
  const before = await setVariables(clients, functionName, { TABLE_NAME: 'not-there' });
  const { TABLE_NAME } = before;
  if (TABLE_NAME === undefined) {
    throw new Error(`The function ${functionName} has no TABLE_NAME that could be changed.`);
  }
  return async () => {
    await setVariables(clients, functionName, { TABLE_NAME });
  };
}
