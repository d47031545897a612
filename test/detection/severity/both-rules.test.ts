import type { OtherRule, RelatedFacts } from '../../../src/detection/severity/context';
import { NO_CONTEXT } from '../../../src/detection/severity/context';
import type { SweepFacts } from '../../../src/detection/severity/signal';
import { bothRules } from '../../../src/detection/severity/signals/both-rules';

/** What the signal says where this is known of the other rule. */
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
      'Within 30 minutes the principal also made 1 call of the other rule, in 1 region: instances and quotas are what somebody asks for who wants to start miners.',
      { calls: 1, regions: 1, minutes: 30 },
    ],
    [
      { by: 'principal', calls: 12, regions: 3 },
      'Within 30 minutes the principal also made 12 calls of the other rule, in 3 regions: instances and quotas are what somebody asks for who wants to start miners.',
      { calls: 12, regions: 3, minutes: 30 },
    ],
    [
      { by: 'accessKey', principals: 1 },
      'Within 30 minutes 1 principal with the same access key made a sweep of the other rule.',
      { principals: 1, minutes: 30 },
    ],
    [
      { by: 'role', principals: 2 },
      'Within 30 minutes 2 principals under the same role made a sweep of the other rule.',
      { principals: 2, minutes: 30 },
    ],
  ])('says of %j what it is, with all of its points', (other, sentence, values) => {
    expect(ofOtherRule(other)).toEqual({ sentence, values });
  });

  it('gives half of its points for an address, which many may share', () => {
    expect(ofOtherRule({ by: 'address', principals: 2 })).toEqual({
      sentence:
        'Within 30 minutes 2 principals from the same address made a sweep of the other rule.',
      values: { principals: 2, minutes: 30 },
      share: 0.5,
    });
  });

  it.each<[string, RelatedFacts]>([
    ['nobody asked', { state: 'unasked' }],
    ['there was nothing', { state: 'read', otherPrincipals: 3 }],
  ])('says nothing where %s', (_case, related) => {
    expect(observe(related)).toBeUndefined();
  });

  it('says that it does not know, without points, where it could not be read', () => {
    expect(observe({ state: 'unread', why: 'timeout' })).toMatchObject({ values: {}, share: 0 });
  });
});
