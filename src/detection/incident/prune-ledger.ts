import { utf8Length } from '../text';
import type { IncidentState, LedgerState, Sweep } from './ledger';
import { groundsOf } from './ledger';
import { ledgerText } from './ledger-text';

/** How many sweeps a ledger lists. An incident counts those that it no longer lists. */
export const MAX_SWEEPS = 16;

/** How many closed incidents a ledger lists. */
const MAX_CLOSED = 8;

/** How many incidents it lists at most. With `renotifyMinutes: 0`, each sweep has one of its own. */
const MAX_INCIDENTS = 40;

/** UTF-8 bytes of a ledger's text. The item has up to 1 KB more. */
const MAX_BYTES = 14 * 1024;

/**
 * Drops what is over, see {@link pruneTo}, and more of it where the text would be too long: a caller chooses the names
 * of principals.
 */
export function pruneLedger(
  ledger: LedgerState,
  earliest: number,
  kept: ReadonlySet<string>,
): LedgerState {
  let limits = { sweeps: MAX_SWEEPS, incidents: MAX_INCIDENTS };
  let pruned = pruneTo(ledger, earliest, kept, limits);
  while (utf8Length(ledgerText(pruned)) > MAX_BYTES && limits.incidents > 1) {
    limits =
      limits.sweeps > 0
        ? { ...limits, sweeps: Math.floor(limits.sweeps / 2) }
        : { ...limits, incidents: limits.incidents - 1 };
    pruned = pruneTo(pruned, earliest, kept, limits);
  }
  return pruned;
}

/**
 * Drops what is over: sweeps and closed incidents that ended, and were last changed, before `earliest`, and the oldest
 * where there are too many. An incident that was published and not closed stays, and so does one of its sweeps.
 *
 * @param earliest seconds since the epoch.
 * @param kept IDs of sweeps that are in use.
 */
function pruneTo(
  ledger: LedgerState,
  earliest: number,
  kept: ReadonlySet<string>,
  limits: { readonly sweeps: number; readonly incidents: number },
): LedgerState {
  const incidents = keptIncidents(ledger.incidents, earliest, limits.incidents);
  const known = new Set(incidents.map(({ id }) => id));
  const candidates = ledger.sweeps.filter(({ incidentId }) => known.has(incidentId));
  const recent = new Set(
    candidates
      .filter((sweep) => lastUse(sweep) >= earliest * 1000)
      .sort((a, b) => lastUse(b) - lastUse(a))
      .slice(0, limits.sweeps),
  );
  for (const incident of incidents) {
    const [first] = groundsOf({ ...ledger, incidents, sweeps: candidates }, incident);
    if (first !== undefined && incident.closedAt === undefined) {
      recent.add(first);
    }
  }
  const sweeps = candidates.filter((sweep) => recent.has(sweep) || kept.has(sweep.id));
  if (sweeps.length === ledger.sweeps.length && incidents.length === ledger.incidents.length) {
    return ledger;
  }
  const dropped = candidates.filter((sweep) => !sweeps.includes(sweep));
  return {
    ...ledger,
    sweeps,
    incidents: incidents.map((incident) => noteDropped(incident, dropped)),
  };
}

function keptIncidents(
  incidents: readonly IncidentState[],
  earliest: number,
  max: number,
): IncidentState[] {
  const isOver = ({ closedAt }: IncidentState): boolean => closedAt !== undefined;
  const closed = incidents
    .filter((incident) => isOver(incident) && lastChange(incident) >= earliest * 1000)
    .slice(-MAX_CLOSED);
  return incidents.filter((incident) => !isOver(incident) || closed.includes(incident)).slice(-max);
}

function noteDropped(incident: IncidentState, dropped: readonly Sweep[]): IncidentState {
  const own = dropped.filter(({ incidentId }) => incidentId === incident.id);
  const until = incident.dropped?.until ?? 0;
  return own.length === 0
    ? incident
    : {
        ...incident,
        dropped: {
          sweeps: own.length + (incident.dropped?.sweeps ?? 0),
          until: Math.max(until, ...own.map(({ end }) => end)),
        },
      };
}

/** Milliseconds since the epoch. A sweep that was opened late, by a dead letter, stays as long as the others. */
function lastUse({ end, openedAt }: Sweep): number {
  return Math.max(end * 1000, openedAt);
}

function lastChange({ last, changedAt }: IncidentState): number {
  return Math.max(last * 1000, changedAt);
}
