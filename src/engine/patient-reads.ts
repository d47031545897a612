import { RecentMap } from '../detection/recent-map';
import type { UnreadReason } from '../detection/severity/context';
import type { Clock } from '../ports/clock';
import { DeadlineError, withinDeadline } from './deadline';

/** How long an answer is reused, in milliseconds. */
const REUSE_MS = 60_000;

/** How long to pause after a failure, so that no call waits for a store that does not answer. */
const PAUSE_MS = 10_000;

/** How many answers to remember. */
const MAX_ANSWERS = 500;

/** An answer, or why there is none. */
type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: UnreadReason };

/** Reads that may fail: they have a deadline, never throw, and are reused for one minute. */
export interface PatientReads {
  /** @param key of what to read; equal keys are read once. */
  read<Value>(key: string, read: () => Promise<Value>): Promise<Answer<Value>>;
}

export interface PatientReadsOptions {
  readonly clock: Clock;
  /**
   * Milliseconds.
   * @default none
   */
  readonly deadlineMs?: number;
  /** Called for each failure, for the log. */
  readonly onFailure?: (error: unknown) => void;
}

export function createPatientReads(options: PatientReadsOptions): PatientReads {
  const { clock, deadlineMs, onFailure } = options;
  const answers = new RecentMap<
    string,
    { readonly answer: Promise<unknown>; readonly until: number }
  >(MAX_ANSWERS);
  let pause: { readonly until: number; readonly why: UnreadReason } | undefined;

  function start<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const answer = withinDeadline(deadlineMs, read);
    answers.set(key, { answer, until: clock() + REUSE_MS });
    return answer;
  }

  return {
    async read<Value>(key: string, read: () => Promise<Value>): Promise<Answer<Value>> {
      const now = clock();
      const known = answers.get(key);
      const isFresh = known !== undefined && now < known.until;
      if (!isFresh && pause !== undefined && now < pause.until) {
        return { ok: false, why: pause.why };
      }
      try {
        const answer = isFresh ? known.answer : start(key, read);
        return { ok: true, value: (await answer) as Value };
      } catch (error) {
        answers.delete(key);
        const why = error instanceof DeadlineError ? 'timeout' : 'error';
        pause = { until: clock() + PAUSE_MS, why };
        onFailure?.(error);
        return { ok: false, why };
      }
    },
  };
}
