import type { ConfigProblem } from './config-error';
import { THRESHOLD_FIELDS } from './detection-schema';
import { shownValue } from './shown-value';

/** A `minCalls` somewhere in a configuration, valid or not. */
export interface MinCallsSetting {
  readonly key: string;
  readonly value: unknown;
}

/**
 * The problem of each `minCalls` that is more than the calls that are kept: it could never be reached.
 * A value that is refused for itself is not reported again.
 */
export function trackedCallsProblems(
  settings: readonly MinCallsSetting[],
  maxTrackedCalls: number,
): ConfigProblem[] {
  return settings
    .filter(({ value }) => {
      const parsed = THRESHOLD_FIELDS.minCalls.safeParse(value);
      return parsed.success && parsed.data > maxTrackedCalls;
    })
    .map(({ key, value }) => ({
      key,
      problem: 'is more than the calls that are kept (maxTrackedCalls)',
      received: shownValue(value),
      allowed: `a whole number from 1 to ${maxTrackedCalls}`,
      fix: `Set it to ${maxTrackedCalls} or less, or raise maxTrackedCalls.`,
    }));
}
