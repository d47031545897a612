import core from './stryker.config.mjs';

/** `npm run mutate`, second part: changes the code that writes and reads the items of the store. */
export default {
  ...core,
  mutate: [
    'src/adapters/dynamodb/{bucket-item,bucket-update,call-codec,caller-codec,keys,ledger-item,region-code}.ts',
  ],
  jest: {
    ...core.jest,
    config: {
      testMatch: ['<rootDir>/test/adapters/dynamodb/**/*.test.ts'],
      // Takes seconds and finds little more.
      testPathIgnorePatterns: ['faults'],
    },
  },
  jsonReporter: { fileName: '.stryker/store.json' },
};
