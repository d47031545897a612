import { PLATFORM } from './settings';
import type { Timeline } from './timeline';

/** How an invocation ended, as Lambda sees it. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  /** It threw, reached its timeout, or its process died. */
  | { readonly kind: 'failed'; readonly reason: string };

/** What a fault can do to the process that it hits. */
export interface ProcessControl {
  /** The number of the current invocation, counted over all processes. */
  readonly invocation: number;
  /** When Lambda ends the current invocation, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Lets time pass, in which other processes run. A process past its timeout does not continue. */
  pause(ms: number): Promise<void>;
  /** Like {@link pause}, but the process continues past its timeout, as if Lambda had failed to end it. */
  freeze(ms: number): Promise<void>;
  /** Ends the process: it does nothing more. */
  die(): Promise<never>;
}

/** An execution environment of Lambda: it keeps its memory and handles one invocation at a time. */
export interface LambdaProcess {
  /** False while it handles an invocation, and once it is dead. */
  readonly isFree: boolean;
  /**
   * @param onEnd called once.
   * @returns as soon as the process waits for time to pass, or has ended.
   */
  invoke(invocation: number, event: unknown, onEnd: (outcome: Outcome) => void): Promise<void>;
}

type Handler = (event: unknown) => Promise<unknown>;

/**
 * Starts a process that shares a timeline with others. One process runs at a time, until it waits, so that a run can be
 * repeated exactly.
 *
 * @param compose makes the handler of the process.
 */
export function startProcess(
  timeline: Timeline,
  compose: (control: ProcessControl) => Handler,
  timeoutMs: number = PLATFORM.timeoutMs,
): LambdaProcess {
  let state: 'free' | 'busy' | 'dead' = 'free';
  let current = { invocation: -1, deadline: 0, end: (_outcome: Outcome) => {} };
  let handOver = (): void => {};

  const turn = (begin: () => void): Promise<void> =>
    new Promise((resolve) => {
      handOver = resolve;
      begin();
    });

  function endProcess(reason: string): void {
    state = 'dead';
    current.end({ kind: 'failed', reason });
  }

  function wait(ms: number, isUnstoppable: boolean): Promise<void> {
    const goesOnAt = timeline.now + ms;
    const { deadline } = current;
    if (deadline <= goesOnAt && state !== 'dead') {
      timeline.at(deadline, () => endProcess(`It was ended after ${timeoutMs / 1000} s.`));
    }
    return new Promise((goOn) => {
      timeline.at(goesOnAt, () => (state === 'dead' && !isUnstoppable ? undefined : turn(goOn)));
      handOver();
    });
  }

  const handler = compose({
    get invocation() {
      return current.invocation;
    },
    get deadline() {
      return current.deadline;
    },
    pause: (ms) => wait(ms, false),
    freeze: (ms) => wait(ms, true),
    die() {
      endProcess('Its process died.');
      handOver();
      return new Promise(() => {});
    },
  });

  return {
    get isFree() {
      return state === 'free';
    },
    invoke(invocation, event, onEnd) {
      let hasEnded = false;
      const end = (outcome: Outcome): void => {
        if (!hasEnded) {
          hasEnded = true;
          onEnd(outcome);
        }
      };
      const settle = (outcome: Outcome): void => {
        state = state === 'dead' ? 'dead' : 'free';
        end(outcome);
        handOver();
      };
      state = 'busy';
      current = { invocation, deadline: timeline.now + timeoutMs, end };
      return turn(() => {
        handler(event).then(
          (value) => settle({ kind: 'returned', value }),
          (error: unknown) => settle({ kind: 'failed', reason: String(error) }),
        );
      });
    },
  };
}
