import { isCovered } from '../detection/finding';
import { actorsAmong, addActors } from '../detection/incident/actors';
import { enterSweeps, joinAround } from '../detection/incident/enter-sweeps';
import { followerOf } from '../detection/incident/enter-watched';
import {
  EMPTY_LEDGER,
  type IncidentState,
  incidentWithId,
  type LedgerState,
  type Sweep,
  sweepsOf,
  withIncident,
} from '../detection/incident/ledger';
import type { Digest } from '../detection/model';
import type { SeveritySettings } from '../detection/severity/assess';
import type { WatchedActivity } from '../detection/watched/weigh-incident';
import { retentionSeconds } from '../engine/retention';
import type { Watching } from '../engine/watching';
import { type HistoryIncident, type HistorySweep, raised } from './history-incident';

export interface IncidentsParts {
  readonly renotifyMinutes: number;
  readonly lateEventHours: number;
  readonly digest: Digest;
  readonly severity: Pick<SeveritySettings, 'cutoffs'>;
  /** @default incidents consist of sweeps alone */
  readonly watching?: Watching | undefined;
}

/** The ledger of one identity, with what its incidents rest on. A replay enters sweeps and watched calls by time. */
export class HistoryLedger {
  private state: LedgerState = EMPTY_LEDGER;
  /** By ID of the sweep. */
  private readonly known = new Map<string, HistorySweep>();
  /** By ID of an incident that watched calls opened: the sweeps of the one before. */
  private readonly inherited = new Map<string, readonly HistorySweep[]>();
  /** By ID of the incident. */
  private readonly watched = new Map<string, WatchedActivity>();
  /** IDs of incidents that were too long to take the sweep that opened the next one. */
  private readonly ongoing = new Set<string>();
  private readonly forgotten: HistoryIncident[] = [];

  private readonly identity: string;
  private readonly parts: IncidentsParts;

  constructor(identity: string, parts: IncidentsParts) {
    this.identity = identity;
    this.parts = parts;
  }

  get ledger(): LedgerState {
    return this.state;
  }

  /** The incidents, by start. */
  get incidents(): readonly HistoryIncident[] {
    return [...this.forgotten, ...this.state.incidents.map((one) => this.resultOf(one))];
  }

  /** The sweeps that an incident rests on: its own, else those of the incident that it follows. */
  groundsFor({ id }: IncidentState): readonly HistorySweep[] {
    const own = sweepsOf(this.state, id).map((sweep) => this.known.get(sweep.id) as HistorySweep);
    return own.length > 0 ? own : (this.inherited.get(id) ?? []);
  }

  /** Enters a sweep. The incident before may have been too long to take it. */
  enter(sweep: HistorySweep): void {
    const { exact } = sweep;
    const context = this.contextAt(exact.start);
    const latest = this.state.incidents.at(-1);
    // Each is of a partition of its own, since a history has whole sweeps: none is a part of another.
    const partition = { ...exact, principal: { ...exact.principal, key: exact.id } };
    const found = [{ partition, interval: exact }];
    const { ledger, touched } = enterSweeps(this.state, found, context);
    const [{ id, incidentId }] = touched as [Sweep];
    this.known.set(id, sweep);
    const incident = incidentWithId(ledger, incidentId) as IncidentState;
    const isNew = incidentWithId(this.state, incidentId) === undefined;
    if (isNew && latest !== undefined && exact.start < latest.last + context.renotifySeconds) {
      this.ongoing.add(latest.id);
    }
    this.state = withIncident(ledger, this.withActorsOf(incident, sweep));
  }

  /** Drops what the deployed detector no longer knows at a second, nor did when the oldest of the others began. */
  forgetBefore(second: number): void {
    const earliest = second - 2 * retentionSeconds(this.parts);
    const over = this.state.incidents.filter(({ last }) => last < earliest);
    if (over.length > 0) {
      this.forgotten.push(...over.map((one) => this.resultOf(one)));
      const ids = new Set(over.map(({ id }) => id));
      this.state = {
        sweeps: this.state.sweeps.filter(({ incidentId }) => !ids.has(incidentId)),
        incidents: this.state.incidents.filter(({ id }) => !ids.has(id)),
      };
    }
  }

  /** Adds watched calls to an incident. With them, it may take another one. */
  extend(incident: IncidentState, activity: WatchedActivity): void {
    const { id, last } = incident;
    this.watched.set(id, activity);
    const longer = { ...incident, last: Math.max(last, activity.last) };
    const grounds = this.groundsFor(incident);
    this.state = withIncident(this.state, raised(longer, grounds, activity, this.parts.severity));
    if (activity.last > last) {
      this.join(longer, activity.last - 1);
    }
  }

  /**
   * Opens an incident that follows another one, for a watched call.
   *
   * @param second of the call.
   * @returns it, and a function that takes it back.
   */
  follow(before: IncidentState, second: number) {
    const unchanged = this.state;
    const { ledger, incident } = followerOf(unchanged, before, second, this.contextAt(second));
    this.state = ledger;
    this.inherited.set(incident.id, this.groundsFor(before));
    return {
      incident,
      takeBack: (): void => {
        this.state = unchanged;
      },
    };
  }

  /** Joins an incident with those that take an activity of it. */
  join(incident: IncidentState, second: number): void {
    const activity = { start: second, end: second + 1 };
    this.state = joinAround(this.state, incident, activity, this.contextAt(second)).ledger;
  }

  private contextAt(second: number) {
    const { digest, renotifyMinutes } = this.parts;
    const renotifySeconds = renotifyMinutes * 60;
    return { identity: this.identity, now: second * 1000, digest, renotifySeconds };
  }

  private resultOf(state: IncidentState): HistoryIncident {
    const watched = this.watched.get(state.id);
    return {
      identity: this.identity,
      state,
      sweeps: this.groundsFor(state),
      hasOwnSweeps: sweepsOf(this.state, state.id).length > 0,
      isOngoing: this.ongoing.has(state.id),
      ...(watched && { watched }),
    };
  }

  /** Only watched calls depend on the actors. */
  private withActorsOf(incident: IncidentState, { calls, finding }: HistorySweep): IncidentState {
    if (this.parts.watching === undefined) {
      return incident;
    }
    const callers = calls.flatMap(({ caller }) => caller ?? []);
    const list = isCovered(finding) ? 'quietActors' : 'actors';
    const actors = actorsAmong(callers, this.parts.digest);
    return { ...incident, [list]: addActors(incident[list] ?? [], actors).actors };
  }
}
