import { ConfigError } from '../config/config-error';
import { shownKey, shownValue } from '../config/shown-value';
import { textOf } from '../detection/json';
import { type Allowlist, readAllowlist } from './read-allowlist';

/** The file that is read where none is named, if it is there. */
export const DEFAULT_FILE = 'allowlist.json';

/** Where an allow-list is, and how to get at it. */
export interface AllowlistSource {
  /** Path as the user gave it. @default {@link DEFAULT_FILE}, which need not be there */
  readonly file?: string | undefined;
  /** Reads a file as text. @throws an error with `code` `ENOENT` when there is none. */
  readonly readText: (file: string) => string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The file that a CDK context names, which may be invalid elsewhere.
 *
 * @returns undefined when it names none; a value that is no path is left to the check of the context.
 */
export function givenFile(context: Readonly<Record<string, unknown>>): string | undefined {
  return textOf(context, 'allowlist')?.trim() || undefined;
}

/**
 * The allow-list in a file.
 *
 * @returns undefined when no file is named and the default one is not there.
 * @throws ConfigError that lists every problem there is.
 */
export function loadAllowlist({ file, readText, now }: AllowlistSource): Allowlist | undefined {
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
        problem: code === 'ENOENT' ? 'is not there' : 'cannot be read',
        received: shownValue(code ?? message),
        allowed: 'a file with an allow-list; the path is relative to the folder of cdk.json',
        fix: 'Name another file, or none: then allowlist.json is read, if it is there.',
      },
    ]);
  }
  return readAllowlist(text, name, now);
}
