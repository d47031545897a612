import { RecentMap } from '../detection/recent-map';
import type { UnreadReason } from '../detection/severity/context';
import type { Clock } from '../ports/clock';

/** How long an answer is reused, in milliseconds. */
const REUSE_MS = 60_000;

/** How many answers to remember. */
const MAX_ANSWERS = 500;

/** Something did not answer in time. A later answer is ignored. */
class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** An answer, or why there is none. */
type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: UnreadReason };

export interface PatienceOptions {
  readonly clock: Clock;
  /**
   * Milliseconds.
   * @default none
   */
  readonly deadlineMs?: number;
  /**
   * How long to ask nothing after a failure, in milliseconds, so that no call waits for a store that does not answer.
   * @default 10 s
   */
  readonly pauseMs?: number;
  /** Called for each failure, for the log. */
  readonly onFailure?: (error: unknown) => void;
}

/** Asks something that may fail or not answer. It never throws. */
export type Patience = <Value>(ask: () => Promise<Value>) => Promise<Answer<Value>>;

export function createPatience(options: PatienceOptions): Patience {
  const { clock, deadlineMs, pauseMs = 10_000, onFailure } = options;
  let pause: { readonly until: number; readonly why: UnreadReason } | undefined;
  return async (ask) => {
    if (pause !== undefined && clock() < pause.until) {
      return { ok: false, why: pause.why };
    }
    try {
      return { ok: true, value: await withinDeadline(deadlineMs, ask) };
    } catch (error) {
      const why = error instanceof DeadlineError ? 'timeout' : 'error';
      pause = { until: clock() + pauseMs, why };
      onFailure?.(error);
      return { ok: false, why };
    }
  };
}

/** Reads patiently, and reuses what was read for one minute. Equal keys are read once. */
export type PatientRead = <Value>(
  key: string,
  read: () => Promise<Value>,
) => Promise<Answer<Value>>;

export function createPatientRead(options: PatienceOptions): PatientRead {
  const { clock } = options;
  const patience = createPatience(options);
  const answers = new RecentMap<string, { answer: Promise<Answer<unknown>>; until: number }>(
    MAX_ANSWERS,
  );
  return async <Value>(key: string, read: () => Promise<Value>) => {
    const known = answers.get(key);
    if (known !== undefined && clock() < known.until) {
      return known.answer as Promise<Answer<Value>>;
    }
    const answer = patience(read);
    answers.set(key, { answer, until: clock() + REUSE_MS });
    if (!(await answer).ok) {
      answers.delete(key);
    }
    return answer;
  };
}

/** @throws DeadlineError when there is no answer in time; its own error when it fails. */
async function withinDeadline<Value>(
  milliseconds: number | undefined,
  ask: () => Promise<Value>,
): Promise<Value> {
  if (milliseconds === undefined) {
    return ask();
  }
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DeadlineError(`There was no answer within ${milliseconds} ms.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([ask(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
