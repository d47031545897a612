import { setTimeout as pause } from 'node:timers/promises';
import type { Scripts } from './scripts';
import { HOME_REGION } from './world';

/** Only to end what hangs. */
const WAIT_LIMIT_MS = 60_000;
const POLL_MS = 500;

/** The log of a function, which shows its invocations. */
export interface FunctionLog {
  /** The number of invocations that have ended. */
  invocations(): Promise<number>;
  /** Waits until this number has ended. @throws Error if it takes too long. */
  waitFor(invocations: number): Promise<void>;
  /** Messages about errors. A warning is none: on a slow machine, the baseline may come too late for a call. */
  errors(): Promise<string[]>;
}

export function functionLog(scripts: Scripts, logGroup: string): FunctionLog {
  const messages = () => scripts.logMessages(HOME_REGION, logGroup);
  async function invocations(): Promise<number> {
    return (await messages()).filter((message) => message.startsWith('REPORT ')).length;
  }
  return {
    invocations,
    async waitFor(expected) {
      const deadline = Date.now() + WAIT_LIMIT_MS;
      let ended = await invocations();
      while (ended < expected && Date.now() < deadline) {
        await pause(POLL_MS);
        ended = await invocations();
      }
      if (ended < expected) {
        throw new Error(`The function was invoked ${ended} times and should be ${expected} times.`);
      }
    },
    async errors() {
      return (await messages()).filter(
        (message) => /"level":"ERROR"|Error:/.test(message) && !/"level":"WARN"/.test(message),
      );
    },
  };
}
