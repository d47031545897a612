const path = require('node:path');
const { default: TestRunner } = require('jest-runner');

/**
 * Runs test files one by one, starting with that of the changed file, and stops after the first failure: one failure is
 * enough to notice a change, and loading a test file takes longer than running it. Jest's own `bail` would end the
 * process.
 */
module.exports = class FirstFailureRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    let hasFailed = false;
    this.on('test-file-success', ([, { numFailingTests }]) => {
      hasFailed ||= numFailingTests > 0;
    });
    this.on('test-file-failure', () => {
      hasFailed = true;
    });
    const { rootDir, nonFlagArgs } = this._globalConfig;
    // Stryker passes the changed file; in its first run, all of them.
    const source = unitOf(path.resolve(rootDir, 'src'), nonFlagArgs[0] ?? '');
    const nearness = ({ path: file }) =>
      sharedLength(unitOf(path.resolve(rootDir, 'test'), file), source);
    for (const test of tests.toSorted((a, b) => nearness(b) - nearness(a))) {
      if (!hasFailed) {
        await super.runTests([test], watcher, options);
      }
    }
  }
};

/** `detection/baseline/day.test.ts` → `detection`, `baseline`, `day`. */
function unitOf(folder, file) {
  return path
    .relative(folder, file)
    .replace(/(?:\.\w+)+$/, '')
    .split(path.sep);
}

/** The number of leading segments that two paths share. */
function sharedLength(a, b) {
  const different = a.findIndex((segment, index) => segment !== b[index]);
  return different === -1 ? a.length : different;
}
