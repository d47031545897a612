/**
 * `npm run mutate`, first part: changes the core in every small way, and counts the changes that no test notices.
 * `docs/mutation-testing.md` says how to run it; `stryker.store.config.mjs` is the second part.
 */
export default {
  mutate: ['src/detection/**/*.ts'],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.mutate.config.mjs',
    config: {
      testMatch: ['<rootDir>/test/{detection,cases/severity}/**/*.test.ts'],
      // Compares whole histories: it takes seconds for nearly every change and finds little more.
      testPathIgnorePatterns: ['oracle'],
    },
  },
  coverageAnalysis: 'perTest',
  // Module constants: each needs all tests in a new process, which takes most of the time and finds little.
  ignoreStatic: true,
  // Only ends mutants that never end by themselves. It counts a mutant that it ends as noticed, so it must not end one that
  // only waits for a busy machine.
  timeoutMS: 15_000,
  concurrency: 2,
  // Each run of tests leaves memory behind, which makes the process slower.
  maxTestRunnerReuse: 50,
  ignorePatterns: ['.bench', '.e2e', 'cdk.out', 'coverage'],
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.stryker/core.json' },
  tempDirName: '.stryker/sandbox',
  thresholds: { high: 95, low: 90, break: 90 },
};
