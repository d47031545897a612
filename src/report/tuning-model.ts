import type { AlertCounts } from '../tuning/alert-counts';
import { CEILINGS_NOTE, regularityInWords } from '../tuning/draft-allowlist';
import type { RatedSetting } from '../tuning/rate-settings';
import { perDay } from '../tuning/recommend';
import { nameOf, type Setting } from '../tuning/setting';
import type { Outcome, TuneReport } from '../tuning/tune';
import type { Labelled, ReportSetting, ReportTable, ReportTuning } from './model';
import { reportText } from './report-text';
import { shownNumber } from './shown-number';

/** Causes that the report lists. */
const MAX_CAUSES = 100;

/** The results of `tune`, without the findings. */
export function tuningModel(report: TuneReport): ReportTuning {
  return {
    comparison: comparisonOf(report),
    reasons: report.recommended?.reasons ?? [
      'No setting finds anything, so there is no recommendation.',
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
    alertsPerDay: headsPerDay,
    coverage: weightedRecall,
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
      'Variant',
      'Setting',
      'Findings',
      'Principals per day',
      'Alerts per day',
      'Worst day',
      'Alerts by severity',
    ],
    rows: [
      row('In use', inUse, inUse.notified),
      ...(recommended === undefined ? [] : [row('Recommended', recommended, recommended.notified)]),
      ...(recommended === undefined || drafted.allowlist.entries.length === 0
        ? []
        : [row('With the draft allow-list', recommended, recommended.notifiedWithDraft)]),
    ],
  };
}

function causesOf({ causes }: TuneReport): ReportTable {
  return {
    columns: [
      'Who',
      'Findings',
      'Highest severity',
      'Accounts',
      'Most regions',
      'Most calls',
      'Tools',
      'Regularity',
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

/** The JSON that `tune` writes to files; nothing in it is shortened. */
function fragmentsOf({ context, drafted }: TuneReport): Labelled[] {
  const json = (value: object): string => JSON.stringify(value, undefined, 2);
  return [
    ...(context === undefined
      ? []
      : [{ label: 'Recommended context for cdk.json', text: json(context) }]),
    ...(drafted.allowlist.entries.length === 0
      ? []
      : [
          {
            label: `Draft allow-list (${drafted.allowlist.entries.length} entries). ${CEILINGS_NOTE} Fill in owner, ticket and reason.`,
            text: json(drafted.allowlist),
          },
        ]),
  ];
}
