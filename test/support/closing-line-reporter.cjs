/**
 * Prints `N passed, N failed` as the last line of a run, for scripts.
 * A test file that cannot run at all counts as one failure.
 */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed`;
    // After everything else that jest prints.
    process.on('exit', () => {
      process.stdout.write(`\n${line}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  }
};
