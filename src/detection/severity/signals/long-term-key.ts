import { type Signal, valuesOf } from '../signal';

/**
 * Ids of keys that do not expire begin so.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
const LONG_TERM = /^AKIA[A-Z0-9]{12,124}$/;

export const longTermKey = {
  id: 'long-term-key',
  points: 20,
  observe(facts) {
    const keys = valuesOf(facts, 'accessKeyId').filter((id) => LONG_TERM.test(id)).length;
    return keys === 0
      ? undefined
      : {
          sentence:
            'A long-term key (AKIA) was used. It does not expire, and works for whoever finds it.',
          values: { keys },
        };
  },
} as const satisfies Signal;
