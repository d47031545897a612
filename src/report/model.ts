/**
 * What a report holds, as plain JSON: the page draws it, and computes nothing that is not in it. Every text in it that is
 * not ours is one line of printable ASCII of bounded length already; see `report-text.ts`.
 */

/** Id of the element of a page that holds the model. */
export const MODEL_ELEMENT = 'model';

/** Index in {@link ReportModel.texts}: many findings share most of what is said of them. */
type TextNumber = number;

export interface ReportModel {
  readonly version: 1;
  readonly command: 'replay' | 'tune';
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly totals: ReportTotals;
  /** What has to be known of the report as a whole, in sentences. */
  readonly notes: readonly string[];
  /** What was looked for, by what it is called. */
  readonly settings: readonly Labelled[];
  readonly texts: readonly string[];
  /** By time. */
  readonly findings: readonly ReportFinding[];
  /** Absent where there is no finding. */
  readonly timeline?: Timeline;
  /** Principals by hour of the day, in UTC; a cell counts the findings that began then. */
  readonly hours: Matrix;
  /** Principals by region; a cell counts the findings with calls there. */
  readonly regions: Matrix;
  readonly tuning?: ReportTuning;
}

export interface Labelled {
  readonly label: string;
  readonly text: string;
}

/** Whole numbers; days are those with calls, in UTC. */
interface ReportTotals {
  readonly findings: number;
  /** Those in the report: less than there are where there are too many. */
  readonly shown: number;
  readonly principals: number;
  readonly calls: number;
  readonly days: number;
  readonly daysWithCalls: number;
  /** ISO 8601, UTC; absent where there is no call. */
  readonly firstCall?: string;
  readonly lastCall?: string;
  /** From the lowest severity to the highest, as `SEVERITIES`. */
  readonly bySeverity: readonly number[];
  readonly repeats: number;
  readonly covered: number;
}

/** A finding. Times are whole seconds since the epoch. */
export interface ReportFinding {
  readonly id: string;
  /** Index in `SEVERITIES`. */
  readonly severity: number;
  readonly score: number;
  readonly rule: TextNumber;
  readonly who: TextNumber;
  /** Window; its end is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly regions: number;
  readonly calls: number;
  readonly denied: number;
  /** Words such as `repeat`. */
  readonly marks: readonly TextNumber[];
  readonly facts: readonly ReportFact[];
  readonly reasons: readonly TextNumber[];
  readonly remarks: readonly TextNumber[];
  readonly steps: readonly ReportLines[];
  readonly queries: readonly ReportLines[];
  /** {@link CALL_NUMBERS} numbers for each call, by time: seconds from `start`, region, address, and outcome. */
  readonly strip: readonly number[];
  /** Calls that are not in it. */
  readonly omittedCalls: number;
}

/** Numbers of a call in {@link ReportFinding.strip}: seconds from the start, and the texts of region, address and outcome. */
export const CALL_NUMBERS = 4;

/** What is said of one side of a finding: a label, and texts. */
export type ReportFact = readonly [label: TextNumber, values: readonly TextNumber[]];

/** A title, lines to copy, and what has to be said of them. */
export type ReportLines = readonly [
  title: TextNumber,
  lines: readonly TextNumber[],
  remarks: readonly TextNumber[],
];

/** Findings over time. */
export interface Timeline {
  /** Length of a bar, in seconds, and in words: `hour`, `6 hours`. */
  readonly seconds: number;
  readonly unit: string;
  /** Where the first bar begins and the last one ends, in seconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** Bars that are not empty: seconds since the epoch, index in `SEVERITIES`, findings. */
  readonly bars: readonly (readonly [start: number, severity: number, findings: number])[];
}

/** Principals by something. */
export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly string[];
  /** Cells that are not empty. */
  readonly cells: readonly (readonly [row: number, column: number, findings: number])[];
}

export interface MatrixRow {
  /** Short enough for an axis, and unlike all others. */
  readonly label: string;
  readonly name: string;
  /** Index in `SEVERITIES` of the highest. */
  readonly severity: number;
  readonly findings: number;
}

export interface ReportTuning {
  readonly comparison: ReportTable;
  readonly reasons: readonly string[];
  readonly settings: readonly ReportSetting[];
  readonly causes: ReportTable;
  /** JSON to paste, with what it is for. */
  readonly fragments: readonly Labelled[];
}

export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A setting that was tried. */
export interface ReportSetting {
  readonly name: string;
  readonly regions: number;
  readonly seconds: number;
  /** Such as `sliding, by arn`. */
  readonly kind: string;
  /** What people are told of at most, a day. */
  readonly noise: number;
  /** 0 to 1, each principal counted once, by its highest score. */
  readonly seen: number;
  readonly findings: number;
  readonly isInUse: boolean;
  readonly isRecommended: boolean;
}
