import type { KeyVerdict } from '../../src/trail/find/history-part';

/**
 * How many files a search left out: digest files, which hold no records; files of CloudTrail Insights, which hold no
 * calls; and files of other accounts, regions or days, judged by their names.
 */
export type SkippedFiles = Record<Exclude<KeyVerdict, 'read'>, number>;
