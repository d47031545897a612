import { YOUNG_DAYS } from '../../baseline/day';
import type { UnreadReason } from '../context';
import type { Observation, Signal } from '../signal';

const WHY: Readonly<Record<UnreadReason, string>> = {
  timeout: 'The baseline did not answer in time',
  error: 'The baseline could not be read',
  'no-caller': 'RegionSweep did not keep the callers of this sweep',
};

export const baseline = {
  id: 'baseline',
  points: 0,
  observe({ context }): Observation | undefined {
    const { state } = context.baseline;
    switch (state) {
      case 'unread':
        return {
          sentence: `${WHY[context.baseline.why]}, so it is unknown whether the identity, its regions or its source IPs are new.`,
          values: {},
        };
      case 'young': {
        const { days } = context.baseline;
        return {
          sentence: `Still learning this account (day ${days} of ${YOUNG_DAYS}): it is too early to say whether the identity, its regions or its source IPs are new.`,
          values: { days, minDays: YOUNG_DAYS },
        };
      }
      default:
        return undefined;
    }
  },
} as const satisfies Signal;
