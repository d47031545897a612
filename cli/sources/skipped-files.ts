import type { TrailProblem } from '../../src/trail/read-trail-file';

/** Files that a search found and left out. */
export interface SkippedFiles {
  /** Digest files, which hold no records. */
  readonly digestFiles: number;
  /** Files of CloudTrail Insights, which hold no calls. */
  readonly insightFiles: number;
  /** Files of other accounts, regions or days, judged by their names. */
  readonly outsideFiles: number;
  /** Places that could not be searched. */
  readonly problems: readonly TrailProblem[];
}

/** Adds up several searches, in their order. */
export function together(searches: readonly SkippedFiles[]): SkippedFiles {
  const sum = (count: (one: SkippedFiles) => number): number =>
    searches.reduce((total, one) => total + count(one), 0);
  return {
    digestFiles: sum(({ digestFiles }) => digestFiles),
    insightFiles: sum(({ insightFiles }) => insightFiles),
    outsideFiles: sum(({ outsideFiles }) => outsideFiles),
    problems: searches.flatMap(({ problems }) => problems),
  };
}
