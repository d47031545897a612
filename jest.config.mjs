// The AWS SDK is pinned to releases that support Node 20; its warning about later releases would drown the results.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Packages that have ES modules only, which jest does not run as they are. */
const ES_MODULES = ['fzstd', 'hyparquet', 'hyparquet-compressors', 'hysnappy'];

/**
 * `npm test`. The name of a test file decides which command runs it: `*.test.ts` is `npm test`, `*.verify.ts` is
 * `npm run verify`, `*.e2e.ts` is `npm run e2e`.
 * @type {import('jest').Config}
 */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  // `npm run e2e` installs thousands of JSON files there.
  modulePathIgnorePatterns: ['<rootDir>/.e2e/', '<rootDir>/.stryker/'],
  // By default, jest leaves one core free; with two cores, that is half of them.
  maxWorkers: '100%',
  // Only ends tests that hang; `npm run bench` measures how long things take.
  testTimeout: 180_000,
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
    '^.+\\.js$': ['@swc/jest', { jsc: { target: 'es2023' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${ES_MODULES.join('|')})/)`],
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.cjs'],
};
