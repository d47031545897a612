import type { AcknowledgementInput } from '../../src/detection/incident/acknowledgement';
import {
  type Incident,
  type IncidentTotals,
  leadOf,
  type TimelineLine,
} from '../../src/detection/incident/incident';
import { principalLabel } from '../../src/detection/principal-label';
import { formatMilliseconds } from '../../src/detection/time';
import type { FoundIncident } from '../../src/incidents/acknowledge-incident';
import type { OpenIncident } from '../../src/incidents/open-incidents';
import { EMPHASES } from '../output/finding-columns';
import { renderTable } from '../output/render-table';
import type { Column } from '../output/table';
import { shortenedPrincipal, terminalText } from '../output/terminal-text';
import type { Screen } from '../terminal';

const LIST_COLUMNS: readonly Column<OpenIncident>[] = [
  { title: 'id', value: ({ id }) => id },
  {
    title: 'severity',
    value: ({ severity }) => severity,
    emphasis: ({ severity }) => EMPHASES[severity],
  },
  {
    title: 'identity',
    value: ({ identity }) => principalLabel(identity),
    isElastic: true,
    shorten: shortenedPrincipal,
  },
  { title: 'opened', value: ({ openedAt }) => toSecond(openedAt) },
  { title: 'last activity', value: ({ lastActivity }) => lastActivity },
  { title: 'sweeps', value: ({ sweeps }) => sweeps },
  { title: 'alerted', value: ({ audience }) => (audience === 'people' ? 'yes' : 'no: archive') },
  {
    title: 'acknowledged',
    value: ({ acknowledgement }) => acknowledgement?.by ?? 'no',
    maxWidth: 24,
  },
];

/** The open incidents as text that ends with a line feed. */
export async function renderList(
  incidents: readonly OpenIncident[],
  screen: Screen,
): Promise<string> {
  return incidents.length === 0
    ? 'No incident is open.\n'
    : renderTable(LIST_COLUMNS, incidents, screen);
}

const TIMELINE_COLUMNS: readonly Column<TimelineLine>[] = [
  { title: 'first call', value: ({ time }) => time },
  { title: 'last call', value: ({ until }) => until },
  { title: 'what', value: whatOf },
  {
    title: 'by',
    value: (line) =>
      line.kind === 'sweep' ? principalLabel({ key: line.principalKey }) : line.caller,
    isElastic: true,
    shorten: shortenedPrincipal,
  },
  {
    title: 'regions',
    value: (line) => (line.kind === 'sweep' ? line.regionCount : line.regions.length),
  },
  { title: 'calls', value: (line) => (line.kind === 'sweep' ? line.callCount : line.count) },
  { title: 'severity', value: (line) => (line.kind === 'sweep' ? line.severity : '') },
];

/** An incident as text that ends with a line feed: verdict first, then who and when, the timeline, the reasons. */
export async function renderIncident(incident: Incident, screen: Screen): Promise<string> {
  const { id, identity, severity, score, status, timeline, totals } = incident;
  const { follows, mergedInto, acknowledgement } = incident;
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['identity', identity.key],
    ['opened', toSecond(incident.openedAt)],
    ['first activity', incident.firstActivity],
    ['last activity', incident.lastActivity],
    ['totals', totalsInWords(totals)],
    ['follows', follows],
    ['merged into', mergedInto],
    ['lead finding', leadOf(incident).id],
    [
      'acknowledged',
      acknowledgement === undefined ? 'no' : acknowledgementInWords(acknowledgement),
    ],
  ];
  const lines = [
    `${severity.toUpperCase()} (${score}/100), ${status}: ${terminalText(principalLabel(identity))}`,
    id,
    ...facts.flatMap(([name, value]) =>
      value === undefined ? [] : [`  ${name.padEnd(14)}  ${terminalText(value)}`],
    ),
    '',
  ];
  const reasons = incident.reasons.map(
    ({ points, sentence }) => `  ${points < 0 ? '' : '+'}${points}  ${terminalText(sentence)}`,
  );
  return [
    ...lines.map((line) => `${line}\n`),
    await renderTable(TIMELINE_COLUMNS, timeline, screen),
    '\n',
    ...reasons.map((line) => `${line}\n`),
  ].join('');
}

/** What `incident ack` did. */
export function renderAcknowledged(
  { ledger, state }: FoundIncident,
  { by, until }: AcknowledgementInput,
): string {
  const { id, worth, actors } = state;
  const kept = ledger.acknowledgements?.find(({ incidentId }) => incidentId === id)?.actors ?? [];
  const who =
    kept.length < actors.length
      ? `${kept.length} of its ${actors.length} actors (the most that one acknowledgement covers)`
      : 'the same actors';
  return `Acknowledged ${id} by ${terminalText(by)}: until ${toSecond(formatMilliseconds(until))}, sweeps by ${who} up to severity ${worth.severity} send no alert.\n`;
}

function acknowledgementInWords({
  by,
  reason,
  at,
  until,
  severity,
}: NonNullable<Incident['acknowledgement']>): string {
  return `by ${by} at ${toSecond(at)}, until ${toSecond(until)}, up to severity ${severity}: ${reason}`;
}

function totalsInWords(totals: IncidentTotals): string {
  const { sweeps, calls, regions, denied, accounts, actors, watchedCalls, atLeast } = totals;
  return [
    counted(sweeps, 'sweep'),
    `${atLeast ? 'at least ' : ''}${counted(calls, 'call')} in ${counted(regions, 'region')}`,
    `${denied} denied`,
    counted(accounts, 'account'),
    counted(actors, 'actor'),
    ...(watchedCalls > 0 ? [counted(watchedCalls, 'watched call')] : []),
  ].join(', ');
}

function whatOf(line: TimelineLine): string {
  if (line.kind === 'sweep') {
    return line.ruleId;
  }
  const details = Object.entries(line.details).map(([name, value]) => `${name} ${value}`);
  const shown = [...(line.errorCode === undefined ? [] : [line.errorCode]), ...details];
  return shown.length === 0 ? line.eventName : `${line.eventName} (${shown.join(', ')})`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2026-01-31T23:59:59.123Z` → `2026-01-31T23:59:59Z`. */
function toSecond(isoTime: string): string {
  return `${isoTime.slice(0, 19)}Z`;
}
