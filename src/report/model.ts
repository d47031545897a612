/**
 * The content of a report as plain JSON, which the page only draws. Every text from the trail is already one line of
 * printable ASCII of bounded length; see `report-text.ts`.
 */

/** Id of the page element that holds the model. */
export const MODEL_ELEMENT = 'model';

/** Index in {@link ReportModel.texts}. Findings share most of their texts. */
type TextNumber = number;

export interface ReportModel {
  readonly version: 1;
  readonly command: 'replay' | 'tune';
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** Whether everything was read. */
  readonly isWhole: boolean;
  readonly totals: ReportTotals;
  /** Remarks about the whole report, in sentences. */
  readonly notes: readonly string[];
  /** Thresholds, by rule. */
  readonly settings: readonly Labelled[];
  readonly texts: readonly string[];
  /** By first activity. */
  readonly incidents: readonly ReportIncident[];
  /** By time. */
  readonly findings: readonly ReportFinding[];
  /** Absent without findings. */
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
  readonly incidents: number;
  readonly findings: number;
  /** Findings in the table, which has a limit. */
  readonly shown: number;
  readonly principals: number;
  readonly calls: number;
  readonly days: number;
  readonly daysWithCalls: number;
  /** ISO 8601, UTC; absent without calls. */
  readonly firstCall?: string;
  readonly lastCall?: string;
  /** In the order of `SEVERITIES`, the lowest first. */
  readonly bySeverity: readonly number[];
  readonly covered: number;
}

/** An incident, over all its findings. Times are whole seconds since the epoch. */
export interface ReportIncident {
  readonly id: string;
  /** Index in `SEVERITIES`, and the score. */
  readonly severity: number;
  readonly score: number;
  /** The identity. */
  readonly who: TextNumber;
  /** First and last activity. */
  readonly start: number;
  readonly end: number;
  readonly sweeps: number;
  readonly regions: number;
  readonly calls: number;
  /** What happened, by time: seconds since the epoch, and a line. Empty without watched calls. */
  readonly timeline: readonly (readonly [second: number, what: TextNumber])[];
  /** What the watched calls add to the score. */
  readonly reasons: readonly TextNumber[];
}

/** A finding. Times are whole seconds since the epoch. */
export interface ReportFinding {
  readonly id: string;
  /** Index in {@link ReportModel.incidents}. */
  readonly incident: number;
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
  /** Short labels such as `at least`. */
  readonly marks: readonly TextNumber[];
  readonly facts: readonly ReportFact[];
  readonly reasons: readonly TextNumber[];
  readonly remarks: readonly TextNumber[];
  readonly steps: readonly ReportLines[];
  readonly queries: readonly ReportLines[];
  /** {@link CALL_NUMBERS} numbers for each call, by time: seconds from `start`, region, source IP, and outcome. */
  readonly strip: readonly number[];
  /** Calls that `strip` leaves out. */
  readonly omittedCalls: number;
}

/** Numbers per call in {@link ReportFinding.strip}. */
export const CALL_NUMBERS = 4;

/** A label with its values. */
export type ReportFact = readonly [label: TextNumber, values: readonly TextNumber[]];

/** A title, lines to copy, and remarks about them. */
export type ReportLines = readonly [
  title: TextNumber,
  lines: readonly TextNumber[],
  remarks: readonly TextNumber[],
];

/** Findings over time. */
export interface Timeline {
  /** Length of a bar in seconds, and in words: `hour`, `6 hours`. */
  readonly seconds: number;
  readonly unit: string;
  /** Where the first bar begins and the last one ends, in seconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** Bars that are not empty: seconds since the epoch, index in `SEVERITIES`, findings. */
  readonly bars: readonly (readonly [start: number, severity: number, findings: number])[];
}

/** Counts of findings by principal and column. */
export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly string[];
  /** Cells that are not empty. */
  readonly cells: readonly (readonly [row: number, column: number, findings: number])[];
}

export interface MatrixRow {
  /** Short enough for an axis, and unique. */
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
  /** JSON to paste, with its purpose. */
  readonly fragments: readonly Labelled[];
}

export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A setting that `tune` tried. */
export interface ReportSetting {
  readonly name: string;
  readonly regions: number;
  readonly seconds: number;
  /** Such as `sliding, by arn`. */
  readonly kind: string;
  /** The most that are possible. */
  readonly alertsPerDay: number;
  /** Share of the sweeps that it finds, from 0 to 1; each identity counts once, weighted by its highest score. */
  readonly coverage: number;
  readonly findings: number;
  readonly isInUse: boolean;
  readonly isRecommended: boolean;
}
