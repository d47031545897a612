import fc from 'fast-check';
import type { TrackedCall } from '../../../src/detection/model';
import { RULE_IDS } from '../../../src/detection/rules/rule-catalog';
import { assess, DEFAULT_SEVERITY } from '../../../src/detection/severity/assess';
import { NO_CONTEXT, type SweepContext } from '../../../src/detection/severity/context';
import { SIGNAL_IDS, SIGNALS } from '../../../src/detection/severity/signal-catalog';
import { SIGNAL_GUIDE } from '../../../src/detection/severity/signal-guide';
import { findingOf } from '../../support/findings';
import { HOSTILE_TEXTS } from '../../support/hostile-texts';

const anyText = fc.oneof(
  fc.constantFrom(...Object.values(HOSTILE_TEXTS).map(String)),
  fc.string({ unit: 'binary' }),
);

const anyCall: fc.Arbitrary<TrackedCall> = fc.record(
  {
    eventId: fc.uuid(),
    second: fc.nat(60),
    region: anyText,
    caller: fc.record(
      { type: anyText, arn: anyText, sourceIp: anyText, userAgent: anyText, errorCode: anyText },
      { requiredKeys: ['type'] },
    ),
  },
  { requiredKeys: ['eventId', 'second', 'region'] },
);

/** Two counts, the first no more than the second. */
const anyPart = fc
  .tuple(fc.nat(64), fc.nat(64))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

const anyUnread = fc.record({
  state: fc.constant('unread' as const),
  why: fc.constantFrom('timeout', 'error', 'no-caller'),
});

const anyContext: fc.Arbitrary<SweepContext> = fc.record({
  baseline: fc.oneof(
    fc.constant({ state: 'unasked' } as const),
    anyUnread,
    fc.record({ state: fc.constant('young' as const), days: fc.nat(6) }),
    fc
      .tuple(anyPart, anyPart, anyPart, fc.option(anyPart, { nil: undefined }))
      .map(([principals, regions, addresses, account]) => ({
        state: 'known' as const,
        days: 30,
        newPrincipals: principals[0],
        principals: principals[1],
        newRegions: regions[0],
        regions: regions[1],
        newAddresses: addresses[0],
        addresses: addresses[1],
        ...(account && { account: { newRegions: account[0], regions: account[1] } }),
      })),
  ),
  related: fc.oneof(
    fc.constant({ state: 'unasked' } as const),
    anyUnread,
    fc
      .record({
        otherRule: fc.option(
          fc.oneof(
            fc.record({
              by: fc.constant('principal' as const),
              calls: fc.integer({ min: 1, max: 200 }),
              regions: fc.integer({ min: 1, max: 64 }),
            }),
            fc.record({
              by: fc.constantFrom('identity', 'address'),
              principals: fc.integer({ min: 1, max: 50 }),
            }),
          ),
          { nil: undefined },
        ),
        otherPrincipals: fc.nat(50),
      })
      .map(({ otherRule, otherPrincipals }) => ({
        state: 'read' as const,
        otherPrincipals,
        ...(otherRule && { otherRule }),
      })),
  ),
});

describe('assess', () => {
  it('gives a whole score from 0 to 100, the sum of its reasons within that', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULE_IDS),
        fc.array(anyCall, { minLength: 1, maxLength: 20 }),
        anyContext,
        (ruleId, calls, context) => {
          const { score, reasons } = assess({ ruleId, calls, context }, DEFAULT_SEVERITY);

          const sum = reasons.reduce((total, { points }) => total + points, 0);
          expect(score).toBe(Math.min(100, Math.max(0, sum)));
          expect(Number.isInteger(score)).toBe(true);
        },
      ),
    );
  });

  it('repeats nothing that a caller wrote', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULE_IDS), anyCall, anyContext, (ruleId, call, context) => {
        const marked = {
          ...call,
          region: `zqz${call.region}`,
          caller: Object.fromEntries(
            Object.entries(call.caller ?? {}).map(([key, text]) => [key, `zqz ${text}`]),
          ) as unknown as NonNullable<TrackedCall['caller']>,
        };

        const { reasons } = assess({ ruleId, calls: [marked], context }, DEFAULT_SEVERITY);

        expect(JSON.stringify(reasons)).not.toContain('zqz');
      }),
    );
  });

  it('orders reasons by weight, whichever way they point, then by id', () => {
    const { reasons } = findingOf();

    const weights = reasons.map(({ points, id }) => [-Math.abs(points), id] as const);
    expect(weights).toEqual(
      weights.toSorted(([a, one], [b, other]) => a - b || (one < other ? -1 : 1)),
    );
  });

  it('goes by the points and cut-offs that it is given', () => {
    const facts = {
      ruleId: 'describe-instances',
      calls: [{ eventId: 'e', second: 0, region: 'r' }],
      context: NO_CONTEXT,
    } as const;
    const points = { ...DEFAULT_SEVERITY.points, 'describe-instances': 50 };
    const cutoffs = { low: 10, medium: 50, high: 51, critical: 52 };

    expect(assess(facts, { points, cutoffs })).toMatchObject({ score: 50, severity: 'medium' });
    expect(
      assess(facts, { points: { ...points, 'describe-instances': -5 }, cutoffs }),
    ).toMatchObject({ score: 0, severity: 'informational' });
  });
});

describe('the catalogue of signals', () => {
  it('names each signal once, with when it is wrong', () => {
    expect(new Set(SIGNAL_IDS).size).toBe(SIGNALS.length);
    for (const { id, points } of SIGNALS) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(SIGNAL_GUIDE[id].mistakes).toMatch(/\.$/);
      expect(Number.isInteger(points) && Math.abs(points) <= 100).toBe(true);
    }
  });

  it('takes nothing off for what a caller can write', () => {
    const off = SIGNALS.filter(({ points }) => points < 0).map(({ id }) => id);

    expect(off).toEqual(['console-session', 'aws-service', 'service-linked-role']);
  });
});
