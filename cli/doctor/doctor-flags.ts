import { shownValue } from '../../src/config/shown-value';
import type { StackFlags } from '../deployment/stack-flags';
import { UsageError } from '../flags/usage-error';

export const DOCTOR_FORMATS = ['text', 'json'] as const;

/** The flags of `doctor`, as given. */
export interface DoctorFlags extends StackFlags {
  readonly beforeDeployment?: boolean;
  readonly testCalls?: boolean;
  readonly wait: string;
  readonly format: (typeof DOCTOR_FORMATS)[number];
}

const WAIT = /^(\d{1,5}) ?(s|min)$/;

const SECONDS_PER_MINUTE = 60;

/** Seconds to wait for test calls. @throws UsageError */
export function waitSecondsOf({ wait }: DoctorFlags): number {
  const [, count, unit] = WAIT.exec(wait) ?? [];
  if (count === undefined) {
    throw new UsageError(
      `--wait: ${shownValue(wait)} is not a duration. Use seconds or minutes, for example 90s or 20min.`,
    );
  }
  return Number(count) * (unit === 'min' ? SECONDS_PER_MINUTE : 1);
}
