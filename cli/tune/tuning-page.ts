import { groupBy } from '../../src/detection/group-by';
import type { AlertCounts } from '../../src/tuning/alert-counts';
import { CEILINGS_NOTE } from '../../src/tuning/draft-allowlist';
import type { RatedSetting } from '../../src/tuning/rate-settings';
import { percent, perDay } from '../../src/tuning/recommend';
import { isSameSetting, type Setting } from '../../src/tuning/setting';
import type { Outcome, TuneReport } from '../../src/tuning/tune';
import { indentedJson } from '../output/json-text';
import { renderTable } from '../output/render-table';
import type { Column } from '../output/table';
import { terminalText } from '../output/terminal-text';
import type { Screen } from '../terminal';
import { CAUSE_COLUMNS } from './tuning-sheets';

/** Causes that the table lists; the other formats list all. */
const MAX_CAUSES = 20;

/** The results of `tune` for people, the recommendation first and the details last. */
export async function renderTuningPage(report: TuneReport, screen: Screen): Promise<string> {
  const parts = [
    historyPart(report),
    recommendationPart(report),
    await comparisonPart(report, screen),
    await causesPart(report, screen),
    ...fragmentParts(report),
    // Grids in which no setting finds anything would be empty.
    ...(report.recommended === undefined ? [] : await gridParts(report, screen)),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function historyPart({ history }: TuneReport): string {
  const { calls, firstCall, lastCall, days, daysWithCalls } = history;
  return `${calls} calls from ${firstCall} to ${lastCall}, with calls on ${daysWithCalls} of ${days} days.
Figures per day refer to days with calls.
`;
}

async function gridParts(report: TuneReport, screen: Screen): Promise<string[]> {
  const tables = await tablesOf(
    report.settings,
    ({ setting }) => `${setting.windowing}, by ${setting.groupBy}`,
    (one) => cellOf(one, report),
    screen,
  );
  const marks = report.inUse.setting === undefined ? '* recommended' : '* recommended, = in use';
  const legend = `All settings: the most alerts per day and, in brackets, the coverage (share of sweeps found, each identity once, weighted by score). ${marks}`;
  return [`${legend}\n`, ...tables, await missedPart(report, screen)];
}

function cellOf(
  { setting, headsPerDay, weightedRecall }: RatedSetting,
  report: TuneReport,
): string {
  const { inUse, recommended } = report;
  const mark = `${isSameSetting(recommended?.setting, setting) ? '*' : ''}${isSameSetting(inUse.setting, setting) ? '=' : ''}`;
  return `${mark}${perDay(headsPerDay)} (${percent(weightedRecall)})`;
}

/** A table for each title, with a row per number of regions and a column per window length. */
function tablesOf<Member extends { readonly setting: Omit<Setting, 'windowing'> }>(
  members: readonly Member[],
  titleOf: (member: Member) => string,
  textOf: (member: Member) => string,
  screen: Screen,
): Promise<string[]> {
  const groups = groupBy(members, titleOf);
  return Promise.all(
    [...groups].map(async ([title, own]) => `${title}:\n${await pivot(own, textOf, screen)}`),
  );
}

async function pivot<Member extends { readonly setting: Omit<Setting, 'windowing'> }>(
  members: readonly Member[],
  textOf: (member: Member) => string,
  screen: Screen,
): Promise<string> {
  const seconds = ascending(members.map(({ setting }) => setting.windowSeconds));
  const rows = ascending(members.map(({ setting }) => setting.minRegions));
  const columns: Column<number>[] = [
    { title: 'regions', value: (regions) => regions },
    ...seconds.map((length) => ({
      title: `${length} s`,
      value: (regions: number) => {
        const member = members.find(
          ({ setting }) => setting.minRegions === regions && setting.windowSeconds === length,
        );
        return member === undefined ? '' : textOf(member);
      },
    })),
  ];
  return renderTable(columns, rows, screen);
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

async function missedPart({ missedByTumbling }: TuneReport, screen: Screen): Promise<string> {
  const tables = await tablesOf(
    missedByTumbling,
    ({ setting }) => `by ${setting.groupBy}`,
    ({ missed, sliding }) => `${missed} of ${sliding}`,
    screen,
  );
  return tables.length === 0
    ? ''
    : `Sweeps that sliding windows find and tumbling windows miss:\n\n${tables.join('\n')}`;
}

interface Compared {
  readonly what: string;
  readonly outcome: Outcome;
  readonly alerts: AlertCounts;
}

const COMPARED_COLUMNS: readonly Column<Compared>[] = [
  { title: '', value: ({ what }) => what },
  { title: 'setting', value: ({ outcome }) => outcome.name },
  { title: 'findings', value: ({ outcome }) => outcome.findings },
  { title: 'principals/day', value: ({ outcome }) => perDay(outcome.principalsPerDay) },
  { title: 'alerts/day', value: ({ alerts }) => perDay(alerts.perDay) },
  { title: 'worst day', value: ({ alerts }) => alerts.mostOnADay },
  {
    title: 'by severity',
    value: ({ alerts }) =>
      Object.entries(alerts.bySeverity)
        .map(([severity, number]) => `${number} ${severity}`)
        .join(', '),
  },
];

async function comparisonPart(
  { inUse, recommended, drafted }: TuneReport,
  screen: Screen,
): Promise<string> {
  const rows: Compared[] = [{ what: 'in use', outcome: inUse, alerts: inUse.notified }];
  if (recommended !== undefined) {
    const { notified, notifiedWithDraft } = recommended;
    rows.push({ what: 'recommended', outcome: recommended, alerts: notified });
    if (drafted.allowlist.entries.length > 0) {
      rows.push({ what: 'with the draft', outcome: recommended, alerts: notifiedWithDraft });
    }
  }
  return `Alerts, with notifyFrom and renotifyMinutes applied:\n${await renderTable(COMPARED_COLUMNS, rows, screen)}`;
}

function recommendationPart({ recommended }: TuneReport): string {
  return recommended === undefined
    ? 'No setting finds anything, so there is no recommendation.\n'
    : `Recommended: ${recommended.name}\n${recommended.reasons.map((reason) => `- ${reason}\n`).join('')}`;
}

async function causesPart({ causes }: TuneReport, screen: Screen): Promise<string> {
  if (causes.length === 0) {
    return '';
  }
  const rows = causes.slice(0, MAX_CAUSES);
  const table = await renderTable(CAUSE_COLUMNS, rows, screen);
  const rest =
    causes.length > rows.length
      ? `… and ${causes.length - rows.length} more; see --format json\n`
      : '';
  return `Who causes the findings:\n${table}${rest}`;
}

function fragmentParts({ context, drafted }: TuneReport): string[] {
  const { allowlist, undrafted } = drafted;
  const entries = allowlist.entries.map(({ id, match, ceilings }) => {
    const { regions, calls, addresses, hours } = ceilings;
    const sourceIps = addresses === 1 ? '1 source IP' : `${addresses} source IPs`;
    const ceiling = `at most ${regions} regions, ${calls} calls, ${sourceIps}${hours === undefined ? '' : `, ${hours} UTC`}`;
    return `- ${id}: ${terminalText(match.principal ?? String(match.sourceCidr))}; ${ceiling}\n`;
  });
  const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`;
  return [
    context === undefined ? '' : `For cdk.json:\n${indentedJson(context)}`,
    entries.length === 0
      ? ''
      : `Draft allow-list, ${count}; --write-allowlist <file> writes it with the evidence:\n${entries.join('')}${CEILINGS_NOTE}\n`,
    undrafted
      .map(({ who, why }) => `Regular, but not drafted: ${terminalText(who)}: ${why}.\n`)
      .join(''),
  ];
}
