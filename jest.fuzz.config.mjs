import { tmpdir } from 'node:os';
import path from 'node:path';
import base from './jest.config.mjs';

// The worker processes inherit both; see test/support/long-run.ts.
process.env.REGIONSWEEP_LONG_RUN = 'true';
process.env.REGIONSWEEP_COUNTS = path.join(tmpdir(), `regionsweep-counts-${process.pid}.ndjson`);

/**
 * `npm run fuzz`: the tests that `npm run verify` runs on some cases, on all of them. Needs Node alone.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  testMatch: ['<rootDir>/test/{fuzz,malice}/**/*.verify.ts'],
  // Only ends tests that hang.
  testTimeout: 3_600_000,
  reporters: [
    'default',
    '<rootDir>/test/support/counts-reporter.cjs',
    '<rootDir>/test/support/closing-line-reporter.cjs',
  ],
};
