import base from './jest.config.mjs';

/**
 * How `npm run mutate` runs tests; `stryker.config.mjs` and `stryker.store.config.mjs` name the test files. Stryker starts
 * this for each change, so jest searches no other folders.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  runner: '<rootDir>/test/support/mutation/first-failure-runner.cjs',
  roots: ['<rootDir>/src', '<rootDir>/test'],
};
