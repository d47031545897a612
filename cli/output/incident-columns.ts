import type { Incident } from '../../src/detection/incident/incident';
import { principalLabel } from '../../src/detection/principal-label';
import { EMPHASES } from './finding-columns';
import type { Column, CsvColumns } from './table';
import { shortenedPrincipal } from './terminal-text';

/** The columns of incidents on a terminal: when, how bad, how much, and who. */
export const INCIDENT_COLUMNS: readonly Column<Incident>[] = [
  { title: 'first activity', value: ({ firstActivity }) => firstActivity },
  { title: 'last activity', value: ({ lastActivity }) => lastActivity },
  {
    title: 'severity',
    value: ({ severity, score }) => `${severity} (${score})`,
    emphasis: ({ severity }) => EMPHASES[severity],
  },
  { title: 'sweeps', value: ({ totals }) => totals.sweeps },
  { title: 'regions', value: ({ totals }) => totals.regions },
  { title: 'calls', value: ({ totals }) => `${totals.atLeast ? 'at least ' : ''}${totals.calls}` },
  { title: 'watched calls', value: ({ totals }) => totals.watchedCalls },
  {
    title: 'identity',
    value: ({ identity }) => principalLabel(identity),
    isElastic: true,
    shorten: shortenedPrincipal,
  },
];

/** The columns of incidents in CSV: one row each; a list is one cell, its values separated by spaces. */
export const INCIDENT_CSV_COLUMNS: CsvColumns<Incident> = [
  ['id', ({ id }) => id],
  ['follows', ({ follows }) => follows ?? ''],
  ['isOngoing', ({ isOngoing }) => String(isOngoing === true)],
  ['identity', ({ identity }) => identity.key],
  ['identityKind', ({ identity }) => identity.kind],
  ['accountId', ({ identity }) => identity.accountId ?? ''],
  ['severity', ({ severity }) => severity],
  ['score', ({ score }) => score],
  ['reasons', ({ reasons }) => reasons.map(({ id }) => id).join(' ')],
  ['firstActivity', ({ firstActivity }) => firstActivity],
  ['lastActivity', ({ lastActivity }) => lastActivity],
  ['openedAt', ({ openedAt }) => openedAt],
  ['sweepCount', ({ totals }) => totals.sweeps],
  ['regionCount', ({ totals }) => totals.regions],
  ['callCount', ({ totals }) => totals.calls],
  ['deniedCount', ({ totals }) => totals.denied],
  ['accountCount', ({ totals }) => totals.accounts],
  ['atLeast', ({ totals }) => String(totals.atLeast)],
  [
    'findingIds',
    ({ timeline }) =>
      timeline.flatMap((line) => (line.kind === 'sweep' ? [line.findingId] : [])).join(' '),
  ],
  ['watchedCallCount', ({ totals }) => totals.watchedCalls],
  [
    'watchedCalls',
    ({ timeline }) =>
      timeline.flatMap((line) => (line.kind === 'watched' ? [line.eventName] : [])).join(' '),
  ],
];
