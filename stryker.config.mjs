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
      // Takes seconds beside nearly every change, for little: it compares whole histories.
      testPathIgnorePatterns: ['oracle'],
    },
  },
  coverageAnalysis: 'perTest',
  // Constants of modules: each would need all tests in a fresh process, which is most of the time for little.
  ignoreStatic: true,
  // Only to end mutants that never end by themselves; beyond what their tests take anyway. A mutant that is ended counts as
  // noticed, so a busy machine must not end one that only waits.
  timeoutMS: 15_000,
  concurrency: 2,
  // Each run of tests leaves memory behind, and the process gets slower with it.
  maxTestRunnerReuse: 50,
  ignorePatterns: ['.bench', '.e2e', 'cdk.out', 'coverage'],
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.stryker/core.json' },
  tempDirName: '.stryker/sandbox',
  thresholds: { high: 95, low: 90, break: 90 },
};
