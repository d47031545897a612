import { YOUNG_DAYS } from '../../baseline/day';
import type { UnreadReason } from '../context';
import type { Observation, Signal } from '../signal';

const WHY: Readonly<Record<UnreadReason, string>> = {
  timeout: 'The baseline did not answer in time',
  error: 'The baseline could not be read',
  'no-caller': 'The callers of this sweep were not kept',
};

export const baseline = {
  id: 'baseline',
  points: 0,
  observe({ context }): Observation | undefined {
    const { state } = context.baseline;
    switch (state) {
      case 'unread':
        return {
          sentence: `${WHY[context.baseline.why]}, so whether the principal, its regions and its addresses are new is not known.`,
          values: {},
        };
      case 'young': {
        const { days } = context.baseline;
        return {
          sentence: `The baseline of the account is ${days === 1 ? '1 day' : `${days} days`} old. Whether the principal, its regions and its addresses are new can be said from ${YOUNG_DAYS} days on.`,
          values: { days, minDays: YOUNG_DAYS },
        };
      }
      default:
        return undefined;
    }
  },
} as const satisfies Signal;
