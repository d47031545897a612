import type { LambdaProcess, Outcome } from './lambda-process';

/** Whether the next invocation finds a process with memory, if there is one, or always a new one. */
export const PROCESS_USES = ['warm', 'fresh'] as const;
export type ProcessUse = (typeof PROCESS_USES)[number];

/** A function as those see it who invoke it. */
export interface LambdaFunction {
  readonly invocations: number;
  /** @returns as {@link LambdaProcess.invoke}. */
  invoke(event: unknown, onEnd: (outcome: Outcome) => void): Promise<void>;
}

/** A function whose invocations go to processes as Lambda hands them out: to one that is free, else to a new one. */
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
