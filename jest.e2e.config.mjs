import base from './jest.config.mjs';

/**
 * `npm run e2e`: the tests that need Python, Java and a browser. Each file starts its own servers on free ports.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
  globalSetup: '<rootDir>/test/e2e/tools/global-setup.ts',
  // Only ends tests that hang.
  testTimeout: 1_800_000,
  reporters: [
    'default',
    '<rootDir>/test/e2e/support/figures-reporter.cjs',
    '<rootDir>/test/support/closing-line-reporter.cjs',
  ],
};
