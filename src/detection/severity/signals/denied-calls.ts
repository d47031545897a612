import { isDenied } from '../../denied';
import type { Signal } from '../signal';

export const deniedCalls = {
  id: 'denied-calls',
  points: 20,
  observe({ calls }) {
    const denied = calls.filter(({ caller }) => isDenied(caller)).length;
    return denied === 0
      ? undefined
      : {
          sentence: `${denied} of ${calls.length} calls were denied, as happens to someone who does not know what the key may do.`,
          values: { denied, calls: calls.length },
          share: denied / calls.length,
        };
  },
} as const satisfies Signal;
