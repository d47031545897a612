import type { Caller } from '../../../src/detection/model';
import { NO_CONTEXT } from '../../../src/detection/severity/context';
import { unknownParameters } from '../../../src/detection/severity/signals/unknown-parameters';
import { sweepCalls } from '../../support/calls';

/** Ten calls for a quota, the first ones denied without parameters. */
function observe(unknown: number) {
  const ruleId = 'get-service-quota';
  const calls = sweepCalls(10).map((call, index) => {
    const flag: Partial<Caller> = index < unknown ? { unknownParameters: 'true' } : {};
    return { ...call, ruleId, caller: { ...call.caller, ...flag } };
  });
  return unknownParameters.observe({ ruleId, calls, context: NO_CONTEXT });
}

describe('the signal of unknown parameters', () => {
  it.each([
    [
      1,
      '1 of 10 calls was denied, and CloudTrail does not record which quota a denied call asked for.',
    ],
    [
      3,
      '3 of 10 calls were denied, and CloudTrail does not record which quota a denied call asked for.',
    ],
  ])('counts the %i calls whose quota is unknown', (unknown, sentence) => {
    expect(observe(unknown)).toEqual({
      sentence,
      values: { unknown, calls: 10 },
      share: unknown / 10,
    });
  });

  it('does not apply where every call names its quota', () => {
    expect(observe(0)).toBeUndefined();
  });
});
