import type { AlertCounts } from '../../src/tuning/alert-counts';
import { CEILINGS_NOTE } from '../../src/tuning/draft-allowlist';
import type { RatedSetting } from '../../src/tuning/rate-settings';
import { percent, perDay } from '../../src/tuning/recommend';
import type { Setting } from '../../src/tuning/setting';
import type { Outcome, TuneReport } from '../../src/tuning/tune';
import { renderTable } from '../output/render-table';
import type { Column } from '../output/table';
import { terminalText } from '../output/terminal-text';
import type { Terminal } from '../terminal';
import { CAUSE_COLUMNS, isSettingOf } from './tuning-sheets';

/** Causes that the table lists; the other formats list all. */
const MAX_CAUSES = 20;

type Screen = Pick<Terminal, 'stdout'>;

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
  return `${parts.filter((part) => part !== '').join('\n')}`;
}

function historyPart({ history }: TuneReport): string {
  const { calls, firstCall, lastCall, days, daysWithCalls } = history;
  return `${calls} calls from ${firstCall} to ${lastCall}, with calls on ${daysWithCalls} of ${days} days.
Figures per day refer to days with calls.
`;
}

/** A table for each grouping and windowing, with a row per number of regions and a column per window length. */
async function gridParts(report: TuneReport, screen: Screen): Promise<string[]> {
  const grids = new Map<string, RatedSetting[]>();
  for (const one of report.settings) {
    const title = `${one.setting.windowing}, by ${one.setting.groupBy}`;
    grids.set(title, [...(grids.get(title) ?? []), one]);
  }
  const tables = await Promise.all(
    [...grids].map(async ([title, members]) => {
      const table = await pivot(members, (one) => cellOf(one, report), screen);
      return `${title}:\n${table}`;
    }),
  );
  const marks = [
    ...(report.recommended === undefined ? [] : ['* recommended']),
    ...(report.inUse.setting === undefined ? [] : ['= in use']),
  ].join(', ');
  const legend = `All settings: the most alerts per day and, in brackets, the coverage (share of sweeps found, each identity once, weighted by score). ${marks}`;
  return [`${legend.trimEnd()}\n`, ...tables, await missedPart(report, screen)];
}

function cellOf(
  { setting, headsPerDay, weightedRecall }: RatedSetting,
  report: TuneReport,
): string {
  const { inUse, recommended } = report;
  const mark = `${isSettingOf(recommended, setting) ? '*' : ''}${isSettingOf(inUse, setting) ? '=' : ''}`;
  return `${mark}${perDay(headsPerDay)} (${percent(weightedRecall)})`;
}

async function pivot(
  members: readonly { readonly setting: Pick<Setting, 'minRegions' | 'windowSeconds'> }[],
  textOf: (member: never) => string,
  screen: Screen,
): Promise<string> {
  const seconds = ascending(members.map(({ setting }) => setting.windowSeconds));
  const rows = ascending(members.map(({ setting }) => setting.minRegions));
  const columns: Column<number>[] = [
    { title: 'regions', key: 'regions', value: (regions) => regions },
    ...seconds.map((length) => ({
      title: `${length} s`,
      key: String(length),
      value: (regions: number) => {
        const member = members.find(
          ({ setting }) => setting.minRegions === regions && setting.windowSeconds === length,
        );
        return member === undefined ? '' : textOf(member as never);
      },
    })),
  ];
  return renderTable({ columns, rows }, screen);
}

function ascending(numbers: readonly number[]): number[] {
  return distinct(numbers).sort((a, b) => a - b);
}

async function missedPart({ missedByTumbling }: TuneReport, screen: Screen): Promise<string> {
  const groupings = distinct(missedByTumbling.map(({ setting }) => setting.groupBy));
  const tables = await Promise.all(
    groupings.map(async (groupBy) => {
      const members = missedByTumbling.filter(({ setting }) => setting.groupBy === groupBy);
      const table = await pivot(
        members,
        ({ missed, sliding }: (typeof members)[number]) => `${missed} of ${sliding}`,
        screen,
      );
      return `by ${groupBy}:\n${table}`;
    }),
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
  { title: '', key: 'what', value: ({ what }) => what },
  { title: 'setting', key: 'setting', value: ({ outcome }) => outcome.name },
  { title: 'findings', key: 'findings', value: ({ outcome }) => outcome.findings },
  {
    title: 'principals/day',
    key: 'principals',
    value: ({ outcome }) => perDay(outcome.principalsPerDay),
  },
  {
    title: 'alerts/day',
    key: 'notifications',
    value: ({ alerts }) => perDay(alerts.perDay),
  },
  { title: 'worst day', key: 'worst', value: ({ alerts }) => alerts.mostOnADay },
  {
    title: 'by severity',
    key: 'severity',
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
  return `Alerts, with notifyFrom and renotifyMinutes applied:\n${await renderTable({ columns: COMPARED_COLUMNS, rows }, screen)}`;
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
  const table = await renderTable({ columns: CAUSE_COLUMNS, rows }, screen);
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
    context === undefined ? '' : `For cdk.json:\n${JSON.stringify(context, undefined, 2)}\n`,
    entries.length === 0
      ? ''
      : `Draft allow-list, ${count}; --write-allowlist <file> writes it with the evidence:\n${entries.join('')}${CEILINGS_NOTE}\n`,
    undrafted
      .map(({ who, why }) => `Regular, but not drafted: ${terminalText(who)}: ${why}.\n`)
      .join(''),
  ];
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
