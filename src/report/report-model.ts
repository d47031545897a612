import { type Finding, isCovered } from '../detection/finding';
import type { Incident } from '../detection/incident/incident';
import type { Call, RuleSettings } from '../detection/model';
import { SEVERITIES } from '../detection/rules/rule';
import type { RuleId } from '../detection/rules/rule-catalog';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';
import type { HistorySpan } from '../tuning/history-span';
import type { TuneReport } from '../tuning/tune';
import { findingModel } from './finding-model';
import { incidentModels, incidentModelsOf } from './incident-model';
import { matricesOf } from './matrices';
import type { Labelled, ReportModel } from './model';
import { reportText } from './report-text';
import { shownNumber } from './shown-number';
import { sweepCallsOf } from './sweep-calls';
import { createTextNumbers } from './text-numbers';
import { timelineOf } from './timeline';
import { tuningModel } from './tuning-model';

export interface ReportParts {
  /** The command that writes the report. */
  readonly command: ReportModel['command'];
  readonly findings: readonly Finding[];
  /** @default the findings of each incident alone */
  readonly incidents?: readonly Incident[] | undefined;
  /** Distinct, in any order. */
  readonly calls: Iterable<Call>;
  /** Absent without calls. */
  readonly span: HistorySpan | undefined;
  /** The settings in use. */
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly isInterrupted: boolean;
  /** Whether everything was read. If not, a report without findings is no all-clear. */
  readonly isWhole: boolean;
  /** Remarks about the history, in sentences. They may hold names of events. */
  readonly remarks: readonly string[];
  /** Problems of reading, in sentences. */
  readonly problems: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly tuning?: TuneReport;
}

/** Findings in the table. With more the page is slow, and nobody reads them one by one. */
const MAX_FINDINGS = 20_000;

/** Limits of the calls on strips: per finding, in total, and per finding at least. */
const MAX_CALLS = 200;
const MAX_CALLS_IN_ALL = 400_000;
const FEWEST_CALLS = 20;

/** Longest remark; it may list accounts and regions. */
const MAX_REMARK = 2048;

/** Problems that the report lists. */
const MAX_PROBLEMS = 10;

/** The content of a report, as plain JSON. */
export function reportModel(parts: ReportParts): ReportModel {
  const { findings, span, tuning } = parts;
  const shown = worstOf(findings);
  const most = Math.max(
    FEWEST_CALLS,
    Math.min(MAX_CALLS, Math.floor(MAX_CALLS_IN_ALL / Math.max(1, shown.length))),
  );
  const calls = sweepCallsOf(shown, parts.calls, most);
  const numbers = createTextNumbers();
  const incidents =
    parts.incidents === undefined
      ? incidentModelsOf(findings, shown, numbers)
      : incidentModels(parts.incidents, shown, numbers);
  const indexes = new Map([...incidents.keys()].map((id, index) => [id, index]));
  const timeline = timelineOf(
    findings,
    span && {
      start: parseEventTime(span.firstCall) ?? 0,
      end: parseEventTime(span.lastCall) ?? 0,
    },
  );
  return {
    version: 1,
    command: parts.command,
    madeAt: `${new Date(parts.now).toISOString().slice(0, 19)}Z`,
    isWhole: parts.isWhole,
    totals: {
      incidents:
        parts.incidents?.length ?? new Set(findings.map(({ incidentId }) => incidentId)).size,
      findings: findings.length,
      shown: shown.length,
      principals: new Set(findings.map(({ principal }) => principal.key)).size,
      calls: span?.calls ?? 0,
      days: span?.days ?? 0,
      daysWithCalls: span?.daysWithCalls ?? 0,
      ...(span && { firstCall: span.firstCall, lastCall: span.lastCall }),
      bySeverity: SEVERITIES.map(
        (one) => findings.filter(({ severity }) => severity === one).length,
      ),
      covered: findings.filter(isCovered).length,
    },
    notes: notesOf(parts, shown.length),
    settings: settingsOf(parts),
    incidents: [...incidents.values()],
    findings: shown.map((finding) =>
      findingModel(
        finding,
        indexes.get(finding.incidentId) as number,
        calls.get(finding) ?? { calls: [], leftOut: 0 },
        numbers,
      ),
    ),
    texts: numbers.texts,
    ...(timeline && { timeline }),
    ...matricesOf(findings, span?.daysWithCalls ?? 1),
    ...(tuning && { tuning: tuningModel(tuning) }),
  };
}

/** Findings by time; only those with the highest scores where there are too many. */
function worstOf(findings: readonly Finding[]): Finding[] {
  return [...findings]
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_FINDINGS)
    .sort((a, b) => compareTexts(a.window.start, b.window.start) || compareTexts(a.id, b.id));
}

function notesOf(
  { findings, isInterrupted, remarks, problems }: ReportParts,
  shown: number,
): string[] {
  const more = problems.length - MAX_PROBLEMS;
  return [
    ...remarks.map((remark) => reportText(remark, MAX_REMARK)),
    isInterrupted && 'Reading was interrupted: the report covers only what was read before that.',
    shown < findings.length &&
      `The table lists the ${shownNumber(shown)} findings with the highest scores, out of ${shownNumber(findings.length)}; the plots show all.`,
    problems.length > 0 &&
      `${problems.length === 1 ? '1 problem' : `${shownNumber(problems.length)} problems`}: part of the history could not be read.`,
    ...problems.slice(0, MAX_PROBLEMS).map((problem) => reportText(problem)),
    more > 0 && `And ${shownNumber(more)} more problems.`,
  ].filter((note) => note !== false);
}

function settingsOf({ settings, tuning }: ReportParts): Labelled[] {
  if (tuning !== undefined) {
    const { inUse, recommended } = tuning;
    return [{ label: 'Setting', text: recommended?.name ?? inUse.name }];
  }
  return Object.entries(settings)
    .filter(([, { enabled }]) => enabled)
    .map(([label, { minRegions, minCalls, windowSeconds, windowing, groupBy }]) => ({
      label,
      text: `${minRegions} regions and ${minCalls} calls within ${windowSeconds} s (${windowing} windows), grouped by ${[groupBy].flat().join(', ')}`,
    }));
}
