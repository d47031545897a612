import type { Finding } from '../detection/finding';
import { buildIncident, type WatchedPart } from '../detection/incident/build-incident';
import type { Incident } from '../detection/incident/incident';
import { incidentId } from '../detection/incident/incident-id';
import { type ActivityGroup, incidentsAmong } from '../detection/incident/incidents-among';
import type { Actor } from '../detection/incident/ledger';
import { memberOf } from '../detection/member-of';
import type { Digest, Interval } from '../detection/model';
import { isAbove, type Severity } from '../detection/rules/rule';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';
import { bucketOf } from '../detection/window';

/** A finding, and the key of the identity whose incident it belongs to; see `ownerOf`. */
export interface OwnedFinding {
  readonly finding: Finding;
  readonly owner: string;
}

/** An incident without its findings, which hold its ID. */
export interface IncidentOutline {
  readonly id: string;
  /** The key of its identity. */
  readonly identity: string;
  readonly follows?: string;
  readonly isOngoing: boolean;
  /** @default unknown */
  readonly actors?: readonly Actor[];
  /** Absent where nobody looked for watched calls. */
  readonly watched?: WatchedPart;
  /** The severity by its watched calls, where they add to the score. */
  readonly watchedSeverity?: Severity;
  /** Present where watched calls alone opened it: whose findings it has, and when it was opened, in milliseconds. */
  readonly follower?: { readonly restsOn: string; readonly openedAt: number };
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
    const groups = incidentsAmong(activities, renotifyMinutes);
    const idOf = idsOf(identity, groups, digest);
    return groups.map((group): IncidentOutline => {
      const id = idOf(group);
      for (const { finding } of group.members) {
        ids.set(finding, id);
      }
      const follows = group.follows && idOf(group.follows);
      return { id, identity, isOngoing: group.isOngoing, ...(follows && { follows }) };
    });
  });
  const findings = owned.map(({ finding }) => ({
    ...finding,
    incidentId: ids.get(finding) as string,
  }));
  return { findings, outlines };
}

/** Finds the ID of each incident of an identity. Two that begin in one bucket have different IDs, as in the ledger. */
function idsOf(
  identity: string,
  groups: readonly ActivityGroup<Activity>[],
  digest: Digest,
): (group: ActivityGroup<Activity>) => string {
  const ids = new Map<ActivityGroup<Activity>, string>();
  const taken = new Set<string>();
  for (const group of groups) {
    const { windowSeconds } = group.members[0];
    let id = incidentId(identity, bucketOf(group.start, windowSeconds) * windowSeconds, digest);
    for (let second = group.start + 1; taken.has(id); second += 1) {
      id = incidentId(identity, second, digest);
    }
    taken.add(id);
    ids.set(group, id);
  }
  return (group) => ids.get(group) as string;
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
      const found = byIncident.get(outline.follower?.restsOn ?? outline.id);
      return found === undefined ? [] : [buildFrom(outline, found)];
    })
    .sort(
      (a, b) =>
        compareTexts(a.firstActivity, b.firstActivity) ||
        compareTexts(a.identity.key, b.identity.key),
    );
}

interface Activity extends Interval {
  readonly finding: Finding;
  readonly windowSeconds: number;
}

function activityOf(finding: Finding): Activity {
  const { start, end, seconds } = finding.window;
  return { finding, start: secondOf(start), end: secondOf(end), windowSeconds: seconds };
}

function buildFrom(outline: IncidentOutline, findings: readonly [Finding, ...Finding[]]): Incident {
  const { id, identity, follows, isOngoing, actors = [], watched, follower } = outline;
  const detected = least(findings.map(({ detectedAt }) => Date.parse(detectedAt)));
  const openedAt = follower?.openedAt ?? detected;
  const severities = findings.map(({ severity }) => severity);
  return buildIncident({
    identity,
    state: {
      id,
      first: least(findings.map(({ evidence }) => secondOf(evidence.firstCall))),
      last: -least(findings.map(({ evidence }) => -secondOf(evidence.lastCall))),
      openedAt,
      changedAt: openedAt,
      worth: {
        severity: highest([outline.watchedSeverity, severities].flat()),
        audience: 'people',
      },
      actors,
      newActors: 0,
      ...(follows !== undefined && { follows }),
    },
    sweepCount: follower === undefined ? findings.length : 0,
    findings,
    watched,
    // A history is over.
    status: 'closed',
    isOngoing,
  });
}

function highest(severities: readonly (Severity | undefined)[]): Severity {
  return severities.reduce<Severity>(
    (worst, severity = worst) => (isAbove(severity, worst) ? severity : worst),
    'informational',
  );
}

/** Without spread arguments, of which a long list would have too many. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((low, number) => Math.min(low, number), Number.POSITIVE_INFINITY);
}

/** The core wrote the times of findings, so they are valid. */
function secondOf(time: string): number {
  return parseEventTime(time) as number;
}
