import { type Signal, valuesOf } from '../signal';

/**
 * The IDs of keys that do not expire begin like this.
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
            keys === 1
              ? 'A long-term key (AKIA...) was used. It never expires and works for anyone who finds it.'
              : `${keys} long-term keys (AKIA...) were used. They never expire and work for anyone who finds them.`,
          values: { keys },
        };
  },
} as const satisfies Signal;
