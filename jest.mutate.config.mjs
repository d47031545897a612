import base from './jest.config.mjs';

const { collectCoverageFrom, coverageThreshold, globalSetup, globalTeardown, ...rest } = base;

/**
 * How `npm run mutate` runs tests; which ones, `stryker.config.mjs` and `stryker.store.config.mjs` say. All of it happens
 * once for each change, so nothing is bundled for tests, and no other folders are gone through.
 * @type {import('jest').Config}
 */
export default {
  ...rest,
  runner: '<rootDir>/test/support/mutation/first-failure-runner.cjs',
  roots: ['<rootDir>/src', '<rootDir>/test'],
};
