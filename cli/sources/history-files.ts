import type { HistoryFile } from '../../src/replay/collect-calls';
import type { TrailProblem } from '../../src/trail/read-trail-file';

/** Takes files as they are found, in their order. */
export type TakeFile = (file: HistoryFile) => void;

/** What there was besides the files that were taken. */
export interface FoundBesides {
  /** Files about trail files, which hold no records. */
  readonly digestFiles: number;
  /** Files of CloudTrail Insights, which hold no calls. */
  readonly insightFiles: number;
  /** Files that are left out because of what their names tell. */
  readonly outsideFiles: number;
  /** What could not be looked at; the rest was. */
  readonly problems: readonly TrailProblem[];
}

/** One after the other. */
export function together(found: readonly FoundBesides[]): FoundBesides {
  const sum = (count: (one: FoundBesides) => number): number =>
    found.reduce((total, one) => total + count(one), 0);
  return {
    digestFiles: sum(({ digestFiles }) => digestFiles),
    insightFiles: sum(({ insightFiles }) => insightFiles),
    outsideFiles: sum(({ outsideFiles }) => outsideFiles),
    problems: found.flatMap(({ problems }) => problems),
  };
}
