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

/** A table with a row for each subject: by column, what it shows. */
function tableOf<Subject>(
  subjects: readonly Subject[],
  columns: Readonly<Record<string, (subject: Subject) => string>>,
): ReportTable {
  const shown = Object.values(columns);
  return {
    columns: Object.keys(columns),
    rows: subjects.map((subject) => shown.map((textOf) => textOf(subject))),
  };
}

function comparisonOf({ inUse, recommended, drafted }: TuneReport): ReportTable {
  const variants: [what: string, outcome: Outcome, alerts: AlertCounts][] = [
    ['In use', inUse, inUse.notified],
  ];
  if (recommended !== undefined) {
    variants.push(['Recommended', recommended, recommended.notified]);
    if (drafted.allowlist.entries.length > 0) {
      variants.push(['With the draft allow-list', recommended, recommended.notifiedWithDraft]);
    }
  }
  return tableOf(variants, {
    Variant: ([what]) => what,
    Setting: ([, { name }]) => name,
    Findings: ([, { findings }]) => shownNumber(findings),
    'Principals per day': ([, { principalsPerDay }]) => perDay(principalsPerDay),
    'Alerts per day': ([, , alerts]) => perDay(alerts.perDay),
    'Worst day': ([, , alerts]) => shownNumber(alerts.mostOnADay),
    'Alerts by severity': ([, , { bySeverity }]) =>
      Object.entries(bySeverity)
        .map(([severity, number]) => `${shownNumber(number)} ${severity}`)
        .join(', ') || 'none',
  });
}

function causesOf({ causes }: TuneReport): ReportTable {
  return tableOf(causes.slice(0, MAX_CAUSES), {
    Who: ({ who }) => reportText(who),
    Findings: ({ findings }) => shownNumber(findings),
    'Highest severity': ({ severity }) => severity,
    Accounts: ({ accounts }) => shownNumber(accounts.length),
    'Most regions': ({ most }) => shownNumber(most.regions),
    'Most calls': ({ most }) => shownNumber(most.calls),
    Tools: ({ families }) => reportText(families.join(', '), 96),
    Regularity: ({ regularity }) =>
      `${regularity.isRegular ? 'regular: ' : ''}${regularityInWords(regularity)}`,
  });
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
