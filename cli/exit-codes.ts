import type { History } from './history/read-history';

/** The exit codes. Scripts rely on the numbers. */
export const EXIT_DONE = 0;
/** Something failed; everything else was done. */
export const EXIT_FAILURE = 1;
/** The command or the configuration is invalid; nothing was done. */
export const EXIT_USAGE = 2;
/** `--fail-on-findings` was given, everything was read, and there are findings. */
export const EXIT_FINDINGS = 3;
/** `doctor` and `coverage`: nothing is known to be broken, but not enough is known to say that all is well. */
export const EXIT_UNKNOWN = 3;
/** Ctrl-C: what was found so far was written. By the convention of shells, 128 plus the number of the signal. */
const EXIT_INTERRUPTED = 130;

/** The exit codes of a command that looks for no findings, for its help. */
export const EXIT_CODES_IN_WORDS =
  'Exit codes: 0 done, 1 something could not be read or written, 2 invalid command or configuration, 130 stopped by Ctrl-C.';

/** @param history how its reading ended. @param isFound whether there are findings that `--fail-on-findings` asks for. */
export function exitCodeOf(
  { isWhole, isInterrupted }: Pick<History, 'isWhole' | 'isInterrupted'>,
  isFound = false,
): number {
  if (isInterrupted) {
    return EXIT_INTERRUPTED;
  }
  if (!isWhole) {
    return EXIT_FAILURE;
  }
  return isFound ? EXIT_FINDINGS : EXIT_DONE;
}
