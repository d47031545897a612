import { getSystemErrorMap } from 'node:util';

/** Whether an error tells of a file: one of the operating system's, as Node.js passes it on. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'errno' in error && 'code' in error;
}

/** An error of the operating system in its words and with its code, without the path. */
export function systemMessageOf({ code, errno }: NodeJS.ErrnoException): string {
  const [, words] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? [];
  return words === undefined ? `${code}` : `${words} (${code})`;
}
