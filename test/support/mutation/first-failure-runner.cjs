const path = require('node:path');
const { default: TestRunner } = require('jest-runner');

/**
 * Runs test files one by one, the file's own first, and none after one that fails: one failure is enough to notice a
 * change, and to load a test file takes longer than to run it. Jest's own `bail` would end the process.
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
    // Those that Stryker has tests found for: one that is changed, or in the first run all of them.
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

/** How many segments two paths begin with alike. */
function sharedLength(a, b) {
  const different = a.findIndex((segment, index) => segment !== b[index]);
  return different === -1 ? a.length : different;
}
