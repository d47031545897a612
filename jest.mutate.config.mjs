import base from './jest.config.mjs';

const { coverageThreshold, collectCoverageFrom, reporters, ...rest } = base;

/**
 * What `npm run mutate` runs against each mutant: the tests of single units of the core, the engine and the items of the
 * store. The rest would notice more, and take seconds for nearly every mutant: the contract of the store, whole histories
 * beside the oracle, the cases, races, faults.
 * @type {import('jest').Config}
 */
export default {
  ...rest,
  testMatch: ['detection', 'adapters/dynamodb', 'engine', 'cases/severity'].map(
    (folder) => `<rootDir>/test/${folder}/**/*.test.ts`,
  ),
  testPathIgnorePatterns: ['item-size', 'oracle', 'races', 'dynamodb/faults'],
};
