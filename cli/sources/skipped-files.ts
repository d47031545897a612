import type { KeyVerdict } from '../../src/trail/find/history-part';

/** Names that are kept. */
const MAX_NAMES = 10;

/**
 * How many files a search left out: digest files, which hold no records; files of CloudTrail Insights, which hold no
 * calls; files of other accounts, regions or days, judged by their names; and files that cannot be trail files.
 */
export class SkippedFiles implements Record<Exclude<KeyVerdict, 'read'>, number> {
  digest = 0;
  insight = 0;
  outside = 0;
  other = 0;
  /** The first of the other files. */
  readonly otherNames: string[] = [];

  addOther(path: string): void {
    this.other += 1;
    if (this.otherNames.length < MAX_NAMES) {
      this.otherNames.push(path);
    }
  }

  add(verdict: Exclude<KeyVerdict, 'read'>, path: string): void {
    if (verdict === 'other') {
      this.addOther(path);
    } else {
      this[verdict] += 1;
    }
  }
}
