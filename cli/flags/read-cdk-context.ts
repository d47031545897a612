import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jsonText } from '../../src/config/json-text';
import { isObject, objectOf } from '../../src/detection/json';
import { shownName } from '../../src/trail/shown-name';
import { UsageError } from './usage-error';

/**
 * The `context` of the `cdk.json` in a folder, so that a replay uses the settings that are deployed.
 *
 * @returns an empty context when the folder has no `cdk.json`.
 * @throws UsageError when the file cannot be read as JSON.
 */
export async function readCdkContext(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const file = path.join(folder, 'cdk.json');
  let text: string;
  try {
    text = jsonText(await readFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return {};
    }
    throw new UsageError(
      `${shownName(file)} cannot be read: ${shownName((error as Error).message)}`,
    );
  }
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) ? objectOf(content, 'context') : {};
  } catch (error) {
    throw new UsageError(
      `${shownName(file)} is not valid JSON: ${(error as Error).message}. Fix it, or run the command in another folder.`,
    );
  }
}
