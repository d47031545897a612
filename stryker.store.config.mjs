import core from './stryker.config.mjs';

/** `npm run mutate`, second part: changes what makes and reads the items of the store. */
export default {
  ...core,
  mutate: [
    'src/adapters/dynamodb/{bucket-item,bucket-update,call-codec,caller-codec,keys,ledger-item,region-code}.ts',
  ],
  jest: {
    ...core.jest,
    config: {
      testMatch: ['<rootDir>/test/adapters/dynamodb/**/*.test.ts'],
      // Seconds each, for little: faults, and how large items are in the end.
      testPathIgnorePatterns: ['faults', 'item-size'],
    },
  },
  jsonReporter: { fileName: '.stryker/store.json' },
};
