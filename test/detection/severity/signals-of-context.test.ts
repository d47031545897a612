import {
  type BaselineFacts,
  NO_CONTEXT,
  type SweepContext,
} from '../../../src/detection/severity/context';
import type { Signal } from '../../../src/detection/severity/signal';
import { baseline } from '../../../src/detection/severity/signals/baseline';
import { firstSeen } from '../../../src/detection/severity/signals/first-seen';
import { newAddress } from '../../../src/detection/severity/signals/new-address';
import { newRegions } from '../../../src/detection/severity/signals/new-regions';
import { newRegionsOfAccount } from '../../../src/detection/severity/signals/new-regions-of-account';
import { severalPrincipals } from '../../../src/detection/severity/signals/several-principals';
import { uuid } from '../../support/calls';

/** What a signal observes in a sweep of quotas, which makes novelty count in full. */
function observe(signal: Signal, context: Partial<SweepContext>) {
  return signal.observe({
    ruleId: 'get-service-quota',
    calls: [{ eventId: uuid(1), second: 0, region: 'region-1' }],
    context: { ...NO_CONTEXT, ...context },
  });
}

/** A baseline in which nothing is new, but for what is given. */
function known(news: Partial<Extract<BaselineFacts, { state: 'known' }>> = {}) {
  return {
    baseline: {
      state: 'known',
      days: 30,
      principals: 1,
      newPrincipals: 0,
      regions: 10,
      newRegions: 0,
      addresses: 2,
      newAddresses: 0,
      account: { regions: 10, newRegions: 0 },
      ...news,
    },
  } as const;
}

const read = (otherPrincipals: number) =>
  ({ related: { state: 'read', otherPrincipals } }) as const;

describe('a signal of the context', () => {
  it.each<[string, Signal, Partial<SweepContext>, string, object, number | undefined]>([
    [
      'a new identity',
      firstSeen,
      known({ newPrincipals: 1 }),
      'The identity made no call of either rule in the previous 30 days, under any session name.',
      { newPrincipals: 1, principals: 1, days: 30 },
      1,
    ],
    [
      'new identities among several',
      firstSeen,
      known({ newPrincipals: 2, principals: 3 }),
      '2 of 3 identities made no call of either rule in the previous 30 days, under any session name.',
      { newPrincipals: 2, principals: 3, days: 30 },
      1,
    ],
    [
      'regions that are new to the identity',
      newRegions,
      known({ newRegions: 5 }),
      'In 5 of 10 regions, the identity made no call of either rule in the previous 30 days.',
      { newRegions: 5, regions: 10, days: 30 },
      0.5,
    ],
    [
      'regions that are new to the account',
      newRegionsOfAccount,
      known({ account: { regions: 10, newRegions: 2 } }),
      'In 2 of 10 regions, no identity of the account made a call of either rule in the previous 30 days.',
      { newRegions: 2, regions: 10, days: 30 },
      0.2,
    ],
    [
      'one new source IP',
      newAddress,
      known({ newAddresses: 1 }),
      '1 of 2 source IPs is new: the identity made no call of either rule from there in the previous 30 days.',
      { newAddresses: 1, addresses: 2, days: 30 },
      1,
    ],
    [
      'two new source IPs',
      newAddress,
      known({ newAddresses: 2 }),
      '2 of 2 source IPs are new: the identity made no call of either rule from there in the previous 30 days.',
      { newAddresses: 2, addresses: 2, days: 30 },
      1,
    ],
    [
      'sweeps by other principals of the same identity or with the same source IP',
      severalPrincipals,
      read(3),
      'Within 30 min, 3 other principals of the same identity or with the same source IP made a sweep of the same rule.',
      { principals: 3, minutes: 30 },
      undefined,
    ],
    [
      'a young baseline',
      baseline,
      { baseline: { state: 'young', days: 3 } },
      'Still learning this account (day 3 of 7): it is too early to say whether the identity, its regions or its source IPs are new.',
      { days: 3, minDays: 7 },
      undefined,
    ],
  ])('describes %s', (_what, signal, context, sentence, values, share) => {
    expect(observe(signal, context)).toEqual({
      sentence,
      values,
      ...(share !== undefined && { share }),
    });
  });

  it('gives no points where the account is too large to read', () => {
    const { account: _tooLarge, ...facts } = known().baseline;

    expect(observe(newRegionsOfAccount, { baseline: facts })).toEqual({
      sentence:
        'The account has more identities than RegionSweep reads, so it is unknown whether the regions are new to it.',
      values: {},
      share: 0,
    });
  });

  it.each([
    ['timeout', 'The baseline did not answer in time'],
    ['error', 'The baseline could not be read'],
    ['no-caller', 'RegionSweep did not keep the callers of this sweep'],
  ] as const)('names the reason why the baseline is unread: %s', (why, reason) => {
    expect(observe(baseline, { baseline: { state: 'unread', why } })).toEqual({
      sentence: `${reason}, so it is unknown whether the identity, its regions or its source IPs are new.`,
      values: {},
    });
  });

  const NOVELTY = [firstSeen, newRegions, newRegionsOfAccount, newAddress];

  it.each(NOVELTY)('does not apply where nothing is new ($id)', (signal) => {
    expect(observe(signal, known())).toBeUndefined();
  });

  it.each(NOVELTY)('does not apply without a baseline ($id)', (signal) => {
    expect(observe(signal, {})).toBeUndefined();
  });

  it('does not apply to a known baseline, or where no other principal made a sweep', () => {
    expect(observe(baseline, known())).toBeUndefined();
    expect(observe(severalPrincipals, read(0))).toBeUndefined();
    expect(observe(severalPrincipals, {})).toBeUndefined();
  });
});
