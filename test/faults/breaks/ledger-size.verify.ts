import fc from 'fast-check';
import { LONGEST_SESSIONS, largestLedger, MAX_LEDGER_BYTES } from './ledger-size';

describe('the ledger of an identity, over a month', () => {
  it('takes 16 KB at most, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          days: fc.constant(30),
          sweepsPerDay: fc.constantFrom(1, 8, 40),
          renotifyMinutes: fc.constantFrom(0, 5, 60, 1440),
          closes: fc.boolean(),
          sessions: fc.constantFrom(LONGEST_SESSIONS, ['s1'], ['s1', 's2', 's3']),
          seed: fc.nat(),
        }),
        async (month) => {
          expect(await largestLedger(month)).toBeLessThanOrEqual(MAX_LEDGER_BYTES);
        },
      ),
      { numRuns: 12 },
    );
  });
});
