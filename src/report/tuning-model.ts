import type { AlertCounts } from '../tuning/alert-counts';
import { regularityInWords } from '../tuning/draft-allowlist';
import type { RatedSetting } from '../tuning/rate-settings';
import { perDay } from '../tuning/recommend';
import { nameOf, type Setting } from '../tuning/setting';
import type { Outcome, TuneReport } from '../tuning/tune';
import type { Labelled, ReportSetting, ReportTable, ReportTuning } from './model';
import { reportText } from './report-text';
import { shownNumber } from './shown-number';

/** Causes that are shown. */
const MAX_CAUSES = 100;

/** What `tune` says beside the findings. */
export function tuningModel(report: TuneReport): ReportTuning {
  return {
    comparison: comparisonOf(report),
    reasons: report.recommended?.reasons ?? [
      'Nothing is found at any setting that was tried, so none is recommended.',
    ],
    settings: report.settings.map((rated) => settingOf(rated, report)),
    causes: causesOf(report),
    fragments: fragmentsOf(report),
  };
}

function settingOf(
  { setting, headsPerDay, weightedRecall, findings }: RatedSetting,
  { inUse, recommended }: TuneReport,
): ReportSetting {
  const name = nameOf(setting);
  const isThis = (other: Setting | undefined): boolean =>
    other !== undefined && nameOf(other) === name;
  return {
    name,
    regions: setting.minRegions,
    seconds: setting.windowSeconds,
    kind: `${setting.windowing}, by ${setting.groupBy}`,
    noise: headsPerDay,
    seen: weightedRecall,
    findings,
    isInUse: isThis(inUse.setting),
    isRecommended: isThis(recommended?.setting),
  };
}

function comparisonOf({ inUse, recommended, drafted }: TuneReport): ReportTable {
  const row = (what: string, outcome: Outcome, alerts: AlertCounts): string[] => [
    what,
    outcome.name,
    shownNumber(outcome.findings),
    perDay(outcome.principalsPerDay),
    perDay(alerts.perDay),
    shownNumber(alerts.mostOnADay),
    Object.entries(alerts.bySeverity)
      .map(([severity, number]) => `${shownNumber(number)} ${severity}`)
      .join(', ') || 'none',
  ];
  return {
    columns: [
      'What',
      'Setting',
      'Findings',
      'Principals a day',
      'Notifications a day',
      'Worst day',
      'Notifications by severity',
    ],
    rows: [
      row('In use', inUse, inUse.alerts),
      ...(recommended === undefined ? [] : [row('Recommended', recommended, recommended.alerts)]),
      ...(recommended === undefined || drafted.allowlist.entries.length === 0
        ? []
        : [row('With the draft', recommended, recommended.alertsWithDraft)]),
    ],
  };
}

function causesOf({ causes }: TuneReport): ReportTable {
  return {
    columns: [
      'Who',
      'Findings',
      'Highest',
      'Accounts',
      'Regions, at most',
      'Calls, at most',
      'Tool',
      'How regularly',
    ],
    rows: causes
      .slice(0, MAX_CAUSES)
      .map(({ who, findings, severity, accounts, families, regularity, most }) => [
        reportText(who),
        shownNumber(findings),
        severity,
        shownNumber(accounts.length),
        shownNumber(most.regions),
        shownNumber(most.calls),
        reportText(families.join(', '), 96),
        `${regularity.isRegular ? 'regular: ' : ''}${regularityInWords(regularity)}`,
      ]),
  };
}

/** As they are written to files: to be pasted, so nothing in them is shortened. */
function fragmentsOf({ context, drafted }: TuneReport): Labelled[] {
  const json = (value: object): string => JSON.stringify(value, undefined, 2);
  return [
    ...(context === undefined
      ? []
      : [{ label: 'Recommended context, for cdk.json', text: json(context) }]),
    ...(drafted.allowlist.entries.length === 0
      ? []
      : [
          {
            label: `Draft of an allow-list, ${drafted.allowlist.entries.length} entries; owner, ticket and reason are to be filled in`,
            text: json(drafted.allowlist),
          },
        ]),
  ];
}
