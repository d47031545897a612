/** What the command line tells the shell. Scripts rely on the numbers. */
export const EXIT_DONE = 0;
/** Something failed on the way; what could be done was done. */
export const EXIT_FAILURE = 1;
/** The command or the configuration cannot be used; nothing was done. */
export const EXIT_USAGE = 2;
/** Everything was read, there are findings, and `--fail-on-findings` was given. */
export const EXIT_FINDINGS = 3;
