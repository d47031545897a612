/**
 * `npm run mutate`: changes the core and the items of the store in every small way, and counts the changes that no test
 * notices. `docs/mutation-testing.md` says which those are.
 */
export default {
  mutate: [
    'src/detection/**/*.ts',
    'src/adapters/dynamodb/{bucket-item,bucket-update,call-codec,caller-codec,keys,ledger-item,region-code}.ts',
  ],
  testRunner: 'jest',
  jest: { configFile: 'jest.mutate.config.mjs' },
  coverageAnalysis: 'perTest',
  // Constants of modules: each would need all tests in a fresh process, which is most of the time for little.
  ignoreStatic: true,
  // Only to end mutants that never end by themselves; beyond what their tests take anyway. A mutant that is ended counts as
  // noticed, so a busy machine must not end one that only waits.
  timeoutMS: 60_000,
  concurrency: 2,
  ignorePatterns: ['.bench', '.e2e', 'cdk.out', 'coverage'],
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.stryker/report.json' },
  tempDirName: '.stryker/sandbox',
  thresholds: { high: 95, low: 90, break: 90 },
};
