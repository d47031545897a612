// The AWS SDK is pinned to releases that support this Node; its notice of later ones would drown the results.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/support/packed/set-up.ts',
  globalTeardown: '<rootDir>/test/support/packed/tear-down.ts',
  // What `npm run e2e` installs has thousands of JSON files.
  modulePathIgnorePatterns: ['<rootDir>/.e2e/', '<rootDir>/.stryker/'],
  // Jest leaves one core free; where there are two, that is half of them.
  maxWorkers: '100%',
  // Only to end what hangs; how long things take is measured by `npm run bench`.
  testTimeout: 180_000,
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
  },
  collectCoverageFrom: ['src/**/*.ts', 'lambda/**/*.ts', 'cli/**/*.ts', 'lib/**/*.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['lcovonly', 'text-summary'],
  coverageThreshold: {
    './src/detection/': { branches: 100, functions: 100, lines: 100, statements: 100 },
    './src/engine/': { branches: 100, functions: 100, lines: 100, statements: 100 },
  },
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.cjs'],
};
