import type { Signal } from '../signal';

export const consoleSession = {
  id: 'console-session',
  points: -15,
  observe({ calls }) {
    return calls.every(({ caller }) => caller?.consoleSession !== undefined)
      ? {
          sentence:
            'AWS recorded that all calls came from a console session, where one click makes them.',
          values: { calls: calls.length },
        }
      : undefined;
  },
} as const satisfies Signal;
