/** What the command line tells the shell. Scripts rely on the numbers. */
export const EXIT_DONE = 0;
/** Something failed on the way; what could be done was done. */
export const EXIT_FAILURE = 1;
/** The command or the configuration cannot be used; nothing was done. */
export const EXIT_USAGE = 2;
/** Everything was read, there are findings, and `--fail-on-findings` was given. */
export const EXIT_FINDINGS = 3;
/** Ctrl-C: what was found until then was written. As shells have it, 128 and the number of the signal. */
const EXIT_INTERRUPTED = 130;

/** What became of a reading. */
interface Reading {
  readonly isWhole: boolean;
  readonly isInterrupted: boolean;
}

/** @param isFound whether there is what `--fail-on-findings` asks for. */
export function exitCodeOf({ isWhole, isInterrupted }: Reading, isFound: boolean): number {
  if (isInterrupted) {
    return EXIT_INTERRUPTED;
  }
  if (!isWhole) {
    return EXIT_FAILURE;
  }
  return isFound ? EXIT_FINDINGS : EXIT_DONE;
}
