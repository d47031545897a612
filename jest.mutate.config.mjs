import base from './jest.config.mjs';

const { coverageThreshold, collectCoverageFrom, reporters, ...rest } = base;

/**
 * What `npm run mutate` runs against each mutant: the tests that are about the core and the items of the store.
 * @type {import('jest').Config}
 */
export default {
  ...rest,
  testMatch: ['detection', 'cases', 'adapters/dynamodb', 'engine'].map(
    (folder) => `<rootDir>/test/${folder}/**/*.test.ts`,
  ),
  // Takes seconds, and would be run for nearly every mutant; nothing is seen here alone.
  testPathIgnorePatterns: ['item-size'],
};
