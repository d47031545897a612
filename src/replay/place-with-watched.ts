import { ownerOf } from '../detection/incident/identity';
import { memberOf } from '../detection/member-of';
import { type SeveritySettings, severityOf } from '../detection/severity/assess';
import type { DetectedIncidents, IncidentOutline } from './incidents';
import {
  type JudgedSweep,
  scoreOf,
  type WatchedIncident,
  type WatchedIncidentsParts,
  watchedIncidentsOf,
} from './watched-incidents';

export interface PlaceWithWatchedParts extends WatchedIncidentsParts {
  readonly severity: Pick<SeveritySettings, 'cutoffs'>;
}

/** A chain of children has at most four steps; one round more shows that nothing changes. */
const MAX_ROUNDS = 6;

/** The incidents of an identity, and the sweeps that they were found for. */
interface Placed {
  readonly sweeps: readonly JudgedSweep[];
  readonly incidents: readonly WatchedIncident[];
}

/**
 * Gives each finding the ID of its incident, where watched calls are activity too. A sweep by a key or user that another
 * identity created belongs to that identity, but only the incidents of that identity show it: so this takes rounds.
 *
 * @param sweeps with their owners apart from such adoptions.
 */
export async function placeWithWatched(
  sweeps: readonly JudgedSweep[],
  parts: PlaceWithWatchedParts,
): Promise<DetectedIncidents> {
  const placed = new Map<string, Placed>();
  let owners = sweeps.map(({ owner }) => owner);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    await placeRound(sweeps, owners, placed, parts);
    const before = owners;
    owners = [];
    for (const { sweep, calls } of sweeps) {
      owners.push(ownerOf(sweep.principal, calls, await parts.watching.adoptersOf(calls)));
    }
    if (owners.every((owner, index) => owner === before[index])) {
      break;
    }
  }
  return detectedOf(sweeps, placed, parts);
}

/** Finds the incidents of the identities whose sweeps have changed. */
async function placeRound(
  sweeps: readonly JudgedSweep[],
  owners: readonly string[],
  placed: Map<string, Placed>,
  parts: PlaceWithWatchedParts,
): Promise<void> {
  const byOwner = new Map<string, JudgedSweep[]>();
  for (const [index, sweep] of sweeps.entries()) {
    memberOf(byOwner, owners[index] as string, (): JudgedSweep[] => []).push(sweep);
  }
  for (const identity of placed.keys()) {
    if (!byOwner.has(identity)) {
      placed.delete(identity);
    }
  }
  for (const [identity, own] of byOwner) {
    const known = placed.get(identity)?.sweeps ?? [];
    if (known.length !== own.length || own.some((sweep, index) => sweep !== known[index])) {
      const incidents = await watchedIncidentsOf(identity, own, parts);
      placed.set(identity, { sweeps: own, incidents });
    }
  }
}

function detectedOf(
  sweeps: readonly JudgedSweep[],
  placed: ReadonlyMap<string, Placed>,
  { severity }: PlaceWithWatchedParts,
): DetectedIncidents {
  const ids = new Map<JudgedSweep, string>();
  const outlines: IncidentOutline[] = [];
  for (const [identity, { incidents }] of placed) {
    for (const incident of incidents) {
      for (const sweep of incident.sweeps) {
        ids.set(sweep, incident.id);
      }
      outlines.push(outlineOf(identity, incident, severity));
    }
  }
  const findings = sweeps.map((sweep) => ({
    ...sweep.finding,
    incidentId: ids.get(sweep) as string,
  }));
  return { findings, outlines };
}

function outlineOf(
  identity: string,
  incident: WatchedIncident,
  { cutoffs }: Pick<SeveritySettings, 'cutoffs'>,
): IncidentOutline {
  const { id, first, sweeps, actors, follows, isOngoing, watched, scoreBefore } = incident;
  const points = watched?.points ?? 0;
  const score = Math.max(scoreBefore, points > 0 ? scoreOf(incident, points) : 0);
  return {
    id,
    identity,
    isOngoing,
    actors,
    ...(follows !== undefined && { follows: follows.id }),
    ...(watched !== undefined && { watched }),
    ...(score > 0 && { watchedSeverity: severityOf(score, cutoffs) }),
    ...(sweeps.length === 0 && {
      follower: { restsOn: restsOn(incident), openedAt: first * 1000 },
    }),
  };
}

/** ID of the incident whose findings an incident without sweeps has. */
function restsOn({ id, sweeps, follows }: WatchedIncident): string {
  return sweeps.length > 0 || follows === undefined ? id : restsOn(follows);
}
