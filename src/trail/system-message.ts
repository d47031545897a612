import { getSystemErrorMap } from 'node:util';

/** Whether it is an error of the operating system, as Node.js passes it on. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'errno' in error && 'code' in error;
}

/** The words and the code of an error of the operating system, without the path. */
export function systemMessageOf({ code, errno }: NodeJS.ErrnoException): string {
  const [, words] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? [];
  return words === undefined ? `${code}` : `${words} (${code})`;
}
