import base from './jest.config.mjs';

// The worker processes inherit it; see test/support/case-count.ts.
process.env.REGIONSWEEP_ALL_CASES = 'true';

/** Everything: branches, functions, lines and statements. */
const FULL_COVERAGE = { branches: 100, functions: 100, lines: 100, statements: 100 };

/**
 * `npm run verify`: the long tests that need Node alone; and the tests of `npm test` again, for the coverage of the core.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.{test,verify}.ts'],
  collectCoverage: true,
  // The core alone: coverage slows down what it covers.
  collectCoverageFrom: ['src/detection/**/*.ts', 'src/engine/**/*.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['lcovonly', 'text-summary'],
  coverageThreshold: { './src/detection/': FULL_COVERAGE, './src/engine/': FULL_COVERAGE },
};
