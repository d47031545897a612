import type { LambdaProcess, Outcome } from './lambda-process';

/** Whether an invocation gets a warm process, if there is one, or always a new one. */
export const PROCESS_USES = ['warm', 'fresh'] as const;
export type ProcessUse = (typeof PROCESS_USES)[number];

/** A function, as its invokers see it. */
export interface LambdaFunction {
  readonly invocations: number;
  /** @returns as {@link LambdaProcess.invoke}. */
  invoke(event: unknown, onEnd: (outcome: Outcome) => void): Promise<void>;
}

/** A function that runs each invocation in a free process, or else in a new one, as Lambda does. */
export function createFunction(use: ProcessUse, start: () => LambdaProcess): LambdaFunction {
  const processes: LambdaProcess[] = [];
  let invocations = 0;
  return {
    get invocations() {
      return invocations;
    },
    invoke(event, onEnd) {
      let process = use === 'warm' ? processes.find(({ isFree }) => isFree) : undefined;
      if (process === undefined) {
        process = start();
        processes.push(process);
      }
      invocations += 1;
      return process.invoke(invocations, event, onEnd);
    },
  };
}
