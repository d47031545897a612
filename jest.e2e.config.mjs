import base from './jest.config.mjs';

/**
 * `npm run e2e`: the tests that need Python and Java, one after the other, since they share one emulator's ports.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
  globalSetup: '<rootDir>/test/e2e/tools/global-setup.ts',
  maxWorkers: 1,
  // Only to end what hangs.
  testTimeout: 1_800_000,
  reporters: [
    'default',
    '<rootDir>/test/e2e/support/figures-reporter.cjs',
    '<rootDir>/test/support/closing-line-reporter.cjs',
  ],
};
