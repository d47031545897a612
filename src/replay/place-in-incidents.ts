import { ownerOf } from '../detection/incident/identity';
import { memberOf } from '../detection/member-of';
import type { HistoryIncident, HistorySweep } from './history-incident';
import type { IncidentsParts } from './history-ledger';
import { identityIncidents } from './identity-incidents';
import type { DetectedIncidents } from './incidents';

/** A chain of children has at most four steps; one round more shows that nothing changes. */
const MAX_ROUNDS = 6;

/**
 * Gives each finding the ID of its incident. A sweep by a key or user that another identity created belongs to that
 * identity, but only the incidents of that identity show it: so this takes rounds.
 */
export async function placeInIncidents(
  sweeps: readonly HistorySweep[],
  parts: IncidentsParts,
): Promise<DetectedIncidents> {
  let owners = sweeps.map(({ owner }) => owner);
  let placed = await placeUnder(owners, sweeps, parts);
  for (let round = 1; parts.watching !== undefined && round < MAX_ROUNDS; round += 1) {
    const adopted: string[] = [];
    for (const { exact, calls } of sweeps) {
      adopted.push(ownerOf(exact.principal, calls, await parts.watching.adoptersOf(calls)));
    }
    if (adopted.every((owner, index) => owner === owners[index])) {
      break;
    }
    owners = adopted;
    placed = await placeUnder(owners, sweeps, parts);
  }
  return placed;
}

/** @param owners of the sweeps. */
async function placeUnder(
  owners: readonly string[],
  sweeps: readonly HistorySweep[],
  parts: IncidentsParts,
): Promise<DetectedIncidents> {
  const byOwner = new Map<string, HistorySweep[]>();
  for (const [index, sweep] of sweeps.entries()) {
    memberOf(byOwner, owners[index] as string, (): HistorySweep[] => []).push(sweep);
  }
  const incidents: HistoryIncident[] = [];
  for (const [identity, own] of byOwner) {
    // Without spread arguments, of which a long list would have too many.
    for (const incident of await identityIncidents(identity, own, parts)) {
      incidents.push(incident);
    }
  }
  const ids = new Map(
    incidents
      .filter(({ hasOwnSweeps }) => hasOwnSweeps)
      .flatMap(({ state, sweeps: own }) => own.map(({ finding }) => [finding, state.id] as const)),
  );
  const findings = sweeps.map(({ finding }) => ({
    ...finding,
    incidentId: ids.get(finding) as string,
  }));
  return { findings, incidents };
}
