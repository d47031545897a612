import {
  type AcknowledgementNote,
  acknowledgementNote,
} from '../detection/incident/acknowledgement';
import { describeIdentity } from '../detection/incident/identity';
import type { IncidentIdentity } from '../detection/incident/incident';
import { type IncidentState, isOpen, sweepCountOf } from '../detection/incident/ledger';
import type { Audience } from '../detection/notification';
import { SEVERITIES, type Severity } from '../detection/rules/rule';
import { compareTexts } from '../detection/text';
import { formatMilliseconds, formatSecond } from '../detection/time';
import type { IdentityLedger } from '../ports/incident-list';

/** An open incident as the ledger lists it, without its findings. Times are ISO 8601, UTC. */
export interface OpenIncident {
  readonly id: string;
  readonly identity: IncidentIdentity;
  readonly severity: Severity;
  /** Who got the last notification of it; before the first one, who will. */
  readonly audience: Audience;
  readonly openedAt: string;
  readonly firstActivity: string;
  readonly lastActivity: string;
  readonly sweeps: number;
  readonly actors: number;
  readonly acknowledgement?: AcknowledgementNote;
}

/** The open incidents of some identities, the most severe first, then the one that has been open longest. */
export function openIncidents(ledgers: readonly IdentityLedger[]): OpenIncident[] {
  return ledgers
    .flatMap((ledger) => ledger.incidents.filter(isOpen).map((state) => describe(ledger, state)))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
        compareTexts(a.openedAt, b.openedAt) ||
        compareTexts(a.id, b.id),
    );
}

function describe(ledger: IdentityLedger, state: IncidentState): OpenIncident {
  const acknowledgement = acknowledgementNote(ledger, state.id);
  return {
    id: state.id,
    identity: describeIdentity(ledger.identity),
    severity: state.worth.severity,
    audience: (state.reported ?? state.worth).audience,
    openedAt: formatMilliseconds(state.openedAt),
    firstActivity: formatSecond(state.first),
    lastActivity: formatSecond(state.last),
    sweeps: sweepCountOf(ledger, state),
    actors: Math.max(1, state.actors.length),
    ...(acknowledgement && { acknowledgement }),
  };
}
