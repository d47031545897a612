import { LONGEST_SESSIONS, largestLedger, MAX_LEDGER_BYTES, type Month } from './ledger-size';

// `ledger-size.verify.ts` takes whole months.
const WEEK: Month = {
  days: 7,
  sweepsPerDay: 24,
  renotifyMinutes: 60,
  closes: true,
  sessions: ['s1', 's2', 's3'],
  seed: 1,
};

describe('the ledger of an identity that sweeps every hour', () => {
  it.each<[string, Partial<Month>]>([
    ['by a few sessions', {}],
    ['with an incident for each sweep', { renotifyMinutes: 0 }],
    ['by sessions with the longest names', { sessions: LONGEST_SESSIONS }],
    [
      'by sessions with the longest names, an incident for each sweep, and no closing that works',
      { sessions: LONGEST_SESSIONS, renotifyMinutes: 0, closes: false },
    ],
  ])('takes 16 KB at most: %s', async (_case, overrides) => {
    expect(await largestLedger({ ...WEEK, ...overrides })).toBeLessThanOrEqual(MAX_LEDGER_BYTES);
  });
});
