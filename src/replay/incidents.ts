import type { Finding } from '../detection/finding';
import { buildIncident } from '../detection/incident/build-incident';
import type { Incident } from '../detection/incident/incident';
import { incidentId } from '../detection/incident/incident-id';
import { type ActivityGroup, incidentsAmong } from '../detection/incident/incidents-among';
import { memberOf } from '../detection/member-of';
import type { Digest } from '../detection/model';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';

/** A finding, and the key of the identity whose incident it belongs to; see `ownerOf`. */
export interface OwnedFinding {
  readonly finding: Finding;
  readonly owner: string;
}

/** An incident without its findings, which hold its ID. */
interface IncidentOutline {
  readonly id: string;
  /** The key of its identity. */
  readonly identity: string;
  readonly follows?: string;
  readonly isOngoing: boolean;
}

/** Findings, and the incidents that they belong to. */
export interface DetectedIncidents {
  readonly findings: readonly Finding[];
  readonly outlines: readonly IncidentOutline[];
}

export interface IncidentOptions {
  readonly renotifyMinutes: number;
  readonly digest: Digest;
}

/** The incidents of a history, by first activity, then by identity: the definition; see {@link incidentsAmong}. */
export function incidentsOf(owned: readonly OwnedFinding[], options: IncidentOptions): Incident[] {
  return buildIncidents(placeInIncidents(owned, options));
}

/** Gives each finding the ID of its incident. The findings stay in their order. */
export function placeInIncidents(
  owned: readonly OwnedFinding[],
  { renotifyMinutes, digest }: IncidentOptions,
): DetectedIncidents {
  const byOwner = new Map<string, Activity[]>();
  for (const { finding, owner } of owned) {
    memberOf(byOwner, owner, (): Activity[] => []).push(activityOf(finding));
  }
  const ids = new Map<Finding, string>();
  const outlines = [...byOwner].flatMap(([identity, activities]) => {
    const idOf = ({ bucketStart }: ActivityGroup<Activity>): string =>
      incidentId(identity, bucketStart, digest);
    return incidentsAmong(activities, renotifyMinutes).map((group, index, all): IncidentOutline => {
      const id = idOf(group);
      for (const { finding } of group.members) {
        ids.set(finding, id);
      }
      const before = all[index - 1];
      return {
        id,
        identity,
        ...(before && { follows: idOf(before) }),
        isOngoing: group.isOngoing,
      };
    });
  });
  const findings = owned.map(({ finding }) => ({
    ...finding,
    incidentId: ids.get(finding) as string,
  }));
  return { findings, outlines };
}

/** The incidents of findings, by first activity, then by identity. Those without a finding are left out. */
export function buildIncidents({ findings, outlines }: DetectedIncidents): Incident[] {
  const byIncident = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const own = byIncident.get(finding.incidentId);
    if (own === undefined) {
      byIncident.set(finding.incidentId, [finding]);
    } else {
      own.push(finding);
    }
  }
  return outlines
    .flatMap((outline) => {
      const own = byIncident.get(outline.id);
      return own === undefined ? [] : [buildFrom(outline, own)];
    })
    .sort(
      (a, b) =>
        compareTexts(a.firstActivity, b.firstActivity) ||
        compareTexts(a.identity.key, b.identity.key),
    );
}

interface Activity {
  readonly finding: Finding;
  readonly first: number;
  readonly last: number;
  readonly windowSeconds: number;
}

function activityOf(finding: Finding): Activity {
  const { evidence, window } = finding;
  return {
    finding,
    first: secondOf(evidence.firstCall),
    last: secondOf(evidence.lastCall),
    windowSeconds: window.seconds,
  };
}

function buildFrom(
  { id, identity, follows, isOngoing }: IncidentOutline,
  findings: readonly [Finding, ...Finding[]],
): Incident {
  const activities = findings.map(activityOf);
  const detected = findings.map(({ detectedAt }) => Date.parse(detectedAt));
  const openedAt = least(detected);
  return buildIncident({
    identity,
    state: {
      id,
      first: least(activities.map(({ first }) => first)),
      last: -least(activities.map(({ last }) => -last)),
      openedAt,
      changedAt: openedAt,
      sweepCount: findings.length,
      worth: { severity: findings[0].severity, audience: 'people' },
      actors: [],
      newActors: 0,
      ...(follows !== undefined && { follows }),
    },
    findings,
    // A history is over.
    status: 'closed',
    isOngoing,
  });
}

/** Without spread arguments, of which a long list would have too many. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((low, number) => Math.min(low, number), Number.POSITIVE_INFINITY);
}

/** The core wrote the times of findings, so they are valid. */
function secondOf(time: string): number {
  return parseEventTime(time) as number;
}
