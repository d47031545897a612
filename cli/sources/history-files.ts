import type { HistoryFile } from '../../src/replay/collect-calls';
import type { TrailProblem } from '../../src/trail/read-trail-file';

/** The files that paths lead to, wherever they are. */
export interface FoundFiles {
  readonly files: readonly HistoryFile[];
  /** Files about trail files, which hold no records. */
  readonly digestFiles: number;
  /** Files of CloudTrail Insights, which hold no calls. */
  readonly insightFiles: number;
  /** Files that are left out because of what their names tell. */
  readonly outsideFiles: number;
  /** What could not be looked at; the rest was. */
  readonly problems: readonly TrailProblem[];
}

export const NO_FILES: FoundFiles = {
  files: [],
  digestFiles: 0,
  insightFiles: 0,
  outsideFiles: 0,
  problems: [],
};

/** One after the other. */
export function together(found: readonly FoundFiles[]): FoundFiles {
  const sum = (count: (one: FoundFiles) => number): number =>
    found.reduce((total, one) => total + count(one), 0);
  return {
    files: found.flatMap(({ files }) => files),
    digestFiles: sum(({ digestFiles }) => digestFiles),
    insightFiles: sum(({ insightFiles }) => insightFiles),
    outsideFiles: sum(({ outsideFiles }) => outsideFiles),
    problems: found.flatMap(({ problems }) => problems),
  };
}
