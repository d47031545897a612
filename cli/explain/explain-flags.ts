import type { HistoryFlags } from '../history/history-inputs';
import type { Format } from '../output/formats';

/** The flags of `explain`, as given. */
export interface ExplainFlags extends HistoryFlags {
  readonly principal: string;
  readonly at?: string;
  readonly format?: Format;
}

/** Windows before and after the time of `--at` to show, and the least time in seconds. */
export const WINDOWS_AROUND = 4;
export const MIN_SECONDS_AROUND = 300;

/** Principals to show; a pattern may match thousands. */
export const MAX_EXPLAINED = 10;
