import type { IncidentTotals } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { counted } from '../detection/severity/signal';
import { durationInWords } from './facts';

/** One difference from the previous alert. No text in it is a caller's. */
export interface Change {
  readonly label: string;
  readonly text: string;
}

/** What changed since the previous notification; nothing for the first. */
export function changesOf(change: IncidentChange): readonly Change[] {
  const { severity, score } = change.incident;
  switch (change.kind) {
    case 'opened':
      return change.from === undefined
        ? []
        : [
            {
              label: 'Alert',
              text: `This is the first alert. Before, only the archive had this incident, with severity ${change.from}.`,
            },
          ];
    case 'escalated':
      return [
        { label: 'Severity', text: `from ${change.from} to ${severity} (score ${score} of 100)` },
      ];
    case 'updated':
      return [{ label: 'New actors', text: newActorsInWords(change.newActors) }];
    case 'closed':
      return [...endOf(change.incident), ...growthOf(change.incident, change.sent)];
  }
}

function newActorsInWords(count: number): string {
  return count === 1
    ? 'A new actor made a sweep. It shares no session, access key or source IP with the actors before.'
    : `${count} new actors made sweeps. They share no session, access key or source IP with the actors before.`;
}

function endOf({ mergedInto, isOngoing }: IncidentChange['incident']): Change[] {
  return [
    ...(mergedInto === undefined
      ? []
      : [{ label: 'Merged', text: `became part of ${mergedInto}, which goes on` }]),
    ...(isOngoing
      ? [
          {
            label: 'Ongoing',
            text: 'still active after 24 h; the next activity opens a new incident',
          },
        ]
      : []),
  ];
}

function growthOf(incident: IncidentChange['incident'], sent: IncidentTotals): Change[] {
  const { totals, firstActivity, lastActivity } = incident;
  const least = totals.atLeast ? 'at least ' : '';
  const grown = (label: string, field: keyof Omit<IncidentTotals, 'atLeast'>, text: string) => ({
    label,
    text: `${text} ${asSent(totals[field], sent[field])}`,
  });
  const { sweeps, calls, regions, denied, accounts, actors, watchedCalls } = totals;
  return [
    grown('Sweeps', 'sweeps', counted(sweeps, 'sweep')),
    grown('Calls', 'calls', `${least}${counted(calls, 'call')}`),
    grown('Regions', 'regions', `${least}${counted(regions, 'region')}`),
    { label: 'Duration', text: durationInWords(firstActivity, lastActivity) },
    { label: 'Denied', text: deniedShare(denied, calls) },
    grown('Accounts', 'accounts', String(accounts)),
    grown('Actors', 'actors', String(actors)),
    ...(watchedCalls === 0
      ? []
      : [grown('Watched', 'watchedCalls', counted(watchedCalls, 'watched call'))]),
  ];
}

/** An escalation may have been sent after the first alert, so the comparison is with the last one. */
function asSent(now: number, sent: number): string {
  return now === sent ? '(unchanged)' : `(${sent} in the last alert)`;
}

function deniedShare(denied: number, calls: number): string {
  return denied === 0
    ? 'none'
    : `${denied} of ${calls} calls (${Math.round((100 * denied) / calls)} %)`;
}
