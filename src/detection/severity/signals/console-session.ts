import type { Signal, SweepFacts } from '../signal';
import { evenPace } from './even-pace';
import { script } from './script';

/** A script in CloudShell, or with keys taken from a browser, has a console session without a click. */
export const consoleSession = {
  id: 'console-session',
  points: -15,
  observe(facts) {
    const { calls } = facts;
    if (calls.some(({ caller }) => caller?.consoleSession === undefined)) {
      return undefined;
    }
    const values = { calls: calls.length };
    return isScripted(facts)
      ? {
          sentence:
            'AWS recorded that all calls came from a console session, but a script or a loop made them, as in CloudShell. So the session subtracts no points.',
          values,
          share: 0,
        }
      : {
          sentence:
            'AWS recorded that all calls came from a console session, where one click makes them.',
          values,
        };
  },
} as const satisfies Signal;

function isScripted(facts: SweepFacts): boolean {
  return [script, evenPace].some((signal) => signal.observe(facts) !== undefined);
}
