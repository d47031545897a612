import { shownValue } from '../../src/config/shown-value';
import type { TargetFlags } from '../deployment/target-flags';
import { UsageError } from '../flags/usage-error';
import { FORMATS, type Format } from '../output/formats';

export const COVERAGE_FORMATS = FORMATS;

/** The flags of `coverage`, as given. */
export interface CoverageFlags extends TargetFlags {
  readonly days: string;
  readonly silent?: boolean;
  readonly format?: Format;
}

export const DEFAULT_DAYS = 1;

/** The table keeps the hours of two weeks. */
export const MAX_DAYS = 14;

/** @throws UsageError */
export function daysOf({ days }: CoverageFlags): number {
  const count = /^\d{1,2}$/.test(days) ? Number(days) : 0;
  if (count < 1 || count > MAX_DAYS) {
    throw new UsageError(
      `--days: ${shownValue(days)} is not a whole number from 1 to ${MAX_DAYS}. Use, for example, --days 7.`,
    );
  }
  return count;
}
