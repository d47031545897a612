import {
  type AcknowledgementInput,
  withAcknowledgement,
} from '../detection/incident/acknowledgement';
import { type IncidentState, isOpen } from '../detection/incident/ledger';
import { formatSecond } from '../detection/time';
import type { IdentityLedger, IncidentList } from '../ports/incident-list';

/** The incident cannot be shown or acknowledged. The message says why, and what to do. */
class IncidentError extends Error {
  override readonly name = 'IncidentError';
}

/** An incident, and the ledger that lists it. */
export interface FoundIncident {
  readonly ledger: IdentityLedger;
  readonly state: IncidentState;
}

/** How many other writers may change the ledger first. The detector writes it when a sweep grows. */
const MAX_ATTEMPTS = 20;

/**
 * Finds an incident.
 *
 * @throws IncidentError when no ledger lists it.
 */
export async function findIncident(
  incidents: IncidentList,
  incidentId: string,
  identityDigest: string,
): Promise<FoundIncident> {
  const ledger = await incidents.read(identityDigest);
  const state = ledger?.incidents.find(({ id }) => id === incidentId);
  if (ledger === undefined || state === undefined) {
    throw new IncidentError(
      `The table has no incident "${incidentId}". RegionSweep keeps an incident for at least 24 h after its last activity. Check the ID, or list the open incidents with regionsweep incident list.`,
    );
  }
  return { ledger, state };
}

/**
 * Acknowledges an open incident, even if other writers change its ledger first.
 *
 * @returns the incident with its ledger as written.
 * @throws IncidentError when it is unknown or not open, or when other writers were faster each time.
 */
export async function acknowledgeIncident(
  incidents: IncidentList,
  incidentId: string,
  identityDigest: string,
  input: AcknowledgementInput,
): Promise<FoundIncident> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { ledger, state } = await findIncident(incidents, incidentId, identityDigest);
    checkIsOpen(ledger, state);
    const changed = withAcknowledgement(ledger, state, input);
    if (await incidents.acknowledge(ledger, changed.acknowledgements ?? [])) {
      return { ledger: { ...changed, version: ledger.version + 1 }, state };
    }
  }
  throw new IncidentError(
    `The incident "${incidentId}" is not acknowledged: the detector changed it ${MAX_ATTEMPTS} times during the attempt. Run the command again.`,
  );
}

function checkIsOpen({ incidents }: IdentityLedger, state: IncidentState): void {
  const { id, closedAt, mergedInto } = state;
  if (mergedInto !== undefined) {
    throw new IncidentError(
      `The incident "${id}" is now part of the incident "${mergedInto}". Acknowledge that one.`,
    );
  }
  if (closedAt !== undefined) {
    const open = incidents.find(isOpen);
    const advice =
      open === undefined
        ? 'If its sweeps are harmless, add an allow-list entry.'
        : `The same identity has the open incident "${open.id}": acknowledge that one.`;
    throw new IncidentError(
      `The incident "${id}" was closed at ${timeOf(closedAt)}, and only an open incident can be acknowledged. ${advice}`,
    );
  }
}

/** @param milliseconds since the epoch. @returns for example `2026-01-31 23:59:59 UTC`. */
function timeOf(milliseconds: number): string {
  return formatSecond(Math.floor(milliseconds / 1000)).replace(/T(.*)Z/, ' $1 UTC');
}
