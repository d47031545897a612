import type { AllowlistFlags } from '../flags/as-of-flag';
import type { DetectionFlags, NotificationFlags } from '../flags/detection-flags';
import type { PartFlags } from '../flags/part-flags';
import type { Format } from '../output/formats';

/** What the flags of `explain` hold, as given. */
export interface ExplainFlags extends DetectionFlags, NotificationFlags, AllowlistFlags, PartFlags {
  readonly principal: string;
  readonly at?: string;
  readonly format?: Format;
}

/** Windows before and after the time of `--at` that are looked at, and no less than some minutes. */
export const WINDOWS_AROUND = 4;
export const MIN_SECONDS_AROUND = 300;

/** Explanations that are given; a pattern may match thousands of principals. */
export const MAX_EXPLAINED = 10;
