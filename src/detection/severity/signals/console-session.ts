import type { Signal } from '../signal';

export const consoleSession = {
  id: 'console-session',
  points: -15,
  observe({ calls }) {
    return calls.every(({ caller }) => caller?.consoleSession !== undefined)
      ? {
          sentence:
            'AWS recorded that all calls come from a session of the console, where one click does this.',
          values: { calls: calls.length },
        }
      : undefined;
  },
} as const satisfies Signal;
