import { ConfigError } from '../config/config-error';
import { shownKey, shownValue } from '../config/shown-value';
import { textOf } from '../detection/json';
import { type Allowlist, readAllowlist } from './read-allowlist';

/** The file to read by default, if it exists. */
export const DEFAULT_FILE = 'allowlist.json';

/**
 * The file that a CDK context names. The context may have problems.
 *
 * @returns `undefined` if it names no file. The check of the context reports values that are not a path.
 */
export function givenFile(context: Readonly<Record<string, unknown>>): string | undefined {
  return textOf(context, 'allowlist')?.trim() || undefined;
}

/**
 * The allow-list in a file.
 *
 * @param file its path as the user gave it. @default {@link DEFAULT_FILE}, which need not exist
 * @param readText reads a file. @throws an error with `code` `ENOENT` if the file does not exist.
 * @param now milliseconds since the epoch.
 * @returns `undefined` if no file is named and the default file does not exist.
 * @throws ConfigError that lists every problem.
 */
export function loadAllowlist(
  file: string | undefined,
  readText: (file: string) => string,
  now: number,
): Allowlist | undefined {
  const name = file ?? DEFAULT_FILE;
  let text: string;
  try {
    text = readText(name);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && file === undefined) {
      return undefined;
    }
    throw new ConfigError([
      {
        key: shownKey(name),
        problem: code === 'ENOENT' ? 'does not exist' : 'cannot be read',
        received: shownValue(code === 'ENOENT' ? name : (code ?? message)),
        allowed: 'an allow-list file, with a path relative to the folder of cdk.json',
        fix: 'Name an existing file, or leave it out to use allowlist.json.',
      },
    ]);
  }
  return readAllowlist(text, name, now);
}
