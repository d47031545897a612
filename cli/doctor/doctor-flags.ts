import { shownValue } from '../../src/config/shown-value';
import { UsageError } from '../flags/usage-error';

export const DOCTOR_FORMATS = ['text', 'json'] as const;

/** The flags of `doctor`, as given. */
export interface DoctorFlags {
  readonly stack: string;
  readonly region?: string;
  readonly beforeDeployment?: boolean;
  readonly testCalls?: boolean;
  readonly wait: string;
  readonly format: (typeof DOCTOR_FORMATS)[number];
}

const STACK = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+$/;
const WAIT = /^(\d{1,5}) ?(s|min)$/;

const SECONDS_PER_MINUTE = 60;

/** @throws UsageError */
export function checkTarget({ stack, region }: Pick<DoctorFlags, 'stack' | 'region'>): void {
  if (!STACK.test(stack)) {
    throw new UsageError(
      `--stack: ${shownValue(stack)} is not the name of a stack such as RegionSweep. Use the name of the stack of the hub.`,
    );
  }
  if (region !== undefined && !REGION.test(region)) {
    throw new UsageError(
      `--region: ${shownValue(region)} is not a region such as eu-central-1. Use the region of the hub.`,
    );
  }
}

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
