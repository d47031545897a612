import type { OtherRule, RelatedFacts } from '../../../src/detection/severity/context';
import { NO_CONTEXT } from '../../../src/detection/severity/context';
import type { SweepFacts } from '../../../src/detection/severity/signal';
import { bothRules } from '../../../src/detection/severity/signals/both-rules';

/** What the signal observes for these facts about the other rule. */
function observe(related: RelatedFacts) {
  const context = { ...NO_CONTEXT, related };
  return bothRules.observe({ context } as SweepFacts);
}

function ofOtherRule(otherRule: OtherRule) {
  return observe({ state: 'read', otherRule, otherPrincipals: 0 });
}

describe('the signal of both rules', () => {
  it.each<[OtherRule, string, object]>([
    [
      { by: 'principal', calls: 1, regions: 1 },
      'Within 30 min the principal also made 1 call of the other rule, in 1 region. Listing instances and checking vCPU quotas together is typical of cryptomining.',
      { calls: 1, regions: 1, minutes: 30 },
    ],
    [
      { by: 'principal', calls: 12, regions: 3 },
      'Within 30 min the principal also made 12 calls of the other rule, in 3 regions. Listing instances and checking vCPU quotas together is typical of cryptomining.',
      { calls: 12, regions: 3, minutes: 30 },
    ],
    [
      { by: 'identity', principals: 1 },
      'Within 30 min, 1 other principal of the same identity made a sweep of the other rule.',
      { principals: 1, minutes: 30 },
    ],
    [
      { by: 'identity', principals: 2 },
      'Within 30 min, 2 other principals of the same identity made a sweep of the other rule.',
      { principals: 2, minutes: 30 },
    ],
  ])('describes %j, with all of its points', (other, sentence, values) => {
    expect(ofOtherRule(other)).toEqual({ sentence, values });
  });

  it('gives half of its points for a source IP, which many may share', () => {
    expect(ofOtherRule({ by: 'address', principals: 2 })).toEqual({
      sentence:
        'Within 30 min, 2 other principals with the same source IP made a sweep of the other rule.',
      values: { principals: 2, minutes: 30 },
      share: 0.5,
    });
  });

  it.each<[string, RelatedFacts]>([
    ['there is no memory', { state: 'unasked' }],
    ['there was nothing', { state: 'read', otherPrincipals: 3 }],
  ])('does not apply where %s', (_case, related) => {
    expect(observe(related)).toBeUndefined();
  });

  it('gives no points where the related sweeps could not be read', () => {
    expect(observe({ state: 'unread', why: 'timeout' })).toMatchObject({ values: {}, share: 0 });
  });
});
