import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import type { Severity } from '../../src/detection/rules/rule';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SeveritySettings } from '../../src/detection/severity/assess';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import { createCloser, QUIET_MS } from '../../src/engine/closer';
import { createDetector, type Detector } from '../../src/engine/detector';
import { createJudge, type JudgeParts } from '../../src/engine/judge';
import { createWatching } from '../../src/engine/watching';
import type { Notifier } from '../../src/ports/notifier';
import type { SweepStore } from '../../src/ports/sweep-store';
import type { WatchedCalls } from '../../src/ports/watched-calls';
import { LIMITS, RISING_SEVERITY } from './detection';
import { createLedgerLog, type LedgerLog } from './ledger-log';

/** A notification, and when it was published, in milliseconds since the epoch. */
export interface PublishedAt {
  readonly at: number;
  readonly notification: Notification;
}

/** Changes a store and a notifier, as faults do. Each process has its own. */
export type Disturb = (parts: Disturbed) => Disturbed;

interface Disturbed {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly watchedCalls: WatchedCalls;
}

export interface IncidentWorldParts {
  readonly settings: Record<RuleId, RuleSettings>;
  /** @default one in memory */
  readonly store?: SweepStore;
  /** @default in memory */
  readonly watchedCalls?: WatchedCalls;
  /** {@link RISING_SEVERITY} unless given: low, and medium where calls are denied. */
  readonly severity?: SeveritySettings;
  /** 60 unless given. */
  readonly renotifyMinutes?: number;
  /** `low` unless given. */
  readonly notifyFrom?: Severity;
  /** 24 unless given. */
  readonly lateEventHours?: number;
  readonly noteOf?: JudgeParts['noteOf'];
  /** What detectors know beyond the calls: nothing unless given. */
  readonly memory?: JudgeParts['memory'];
  /** Milliseconds since the epoch, at the start. */
  readonly now?: number;
  readonly disturb?: Disturb;
}

/** Detectors and the closer on one store, with one clock, and appointments that the closer keeps. */
export interface IncidentWorld {
  /** Milliseconds since the epoch; it passes only by `passTo` and `settle`. */
  readonly now: number;
  readonly store: SweepStore;
  readonly ledgers: LedgerLog;
  readonly published: readonly PublishedAt[];
  startProcess(): Detector;
  /** Handles calls as one batch in a process without faults. @throws the first failure. */
  detect(calls: readonly Call[]): Promise<void>;
  /**
   * Handles calls as one batch in a process.
   *
   * @returns the calls to deliver again.
   * @throws an error that no retry repairs.
   */
  tryIn(process: Detector, calls: readonly Call[]): Promise<Call[]>;
  /** Handles watched calls as one batch in a process without faults. @throws the first failure. */
  watch(calls: readonly WatchedCall[]): Promise<void>;
  /** Keeps the appointments until a time, in their order. */
  passTo(time: number): Promise<void>;
  /** Lets time pass without any appointment, as if the follow-up were broken. */
  skipTo(time: number): void;
  /** Keeps the appointments until none is left. */
  settle(): Promise<void>;
}

/** Longer than any incident lives; an appointment later than this is one too many. */
const LONGEST_MS = 4 * 24 * 3_600_000;

interface Appointment {
  readonly identity: string;
  readonly incidentId: string;
  readonly attempt: number;
  readonly at: number;
}

export function createIncidentWorld(parts: IncidentWorldParts): IncidentWorld {
  const { settings, severity = RISING_SEVERITY, notifyFrom = 'low', renotifyMinutes = 60 } = parts;
  const { lateEventHours = 24, disturb = (plain) => plain, noteOf, memory } = parts;
  const ledgers = createLedgerLog();
  const store = ledgers.watch(parts.store ?? createMemorySweepStore(LIMITS));
  const published: PublishedAt[] = [];
  const appointments = new Map<string, Appointment>();
  const watchedCalls = parts.watchedCalls ?? createMemoryWatchedCalls(sha256Digest);
  let now = parts.now ?? Date.UTC(2026, 2, 1, 12);
  const clock = (): number => now;
  /** What a process has of its own: its memory, and its faults. */
  function startParts() {
    const { watchedCalls: own, ...disturbed } = disturb({ store, notifier, watchedCalls });
    return {
      ...disturbed,
      watching: createWatching({ watchedCalls: own, clock, digest: sha256Digest }),
    };
  }

  function setAppointment(appointment: Appointment): void {
    const name = `${appointment.incidentId} ${appointment.attempt}`;
    appointments.set(name, appointments.get(name) ?? appointment);
  }

  const notifier: Notifier = {
    async publish(notification) {
      published.push({ at: now, notification });
      const { identity, id } = notification.incident;
      if (notification.kind !== 'closed') {
        const at = now + QUIET_MS;
        setAppointment({ identity: identity.key, incidentId: id, attempt: 0, at });
      }
    },
  };

  function startProcess(): Detector {
    return createDetector({
      ...startParts(),
      clock,
      digest: sha256Digest,
      settings,
      severity,
      lateEventHours,
      renotifyMinutes,
      notifyFrom,
      noteOf,
      memory,
    });
  }

  const closerParts = startParts();
  const closer = createCloser({
    ...closerParts,
    clock,
    judge: createJudge({
      store: closerParts.store,
      watching: closerParts.watching,
      settings,
      severity,
      notifyFrom,
      digest: sha256Digest,
      noteOf,
      memory,
    }),
    digest: sha256Digest,
    renotifyMinutes,
    lateEventHours,
  });
  const undisturbed = createDetector({
    store,
    notifier,
    watching: createWatching({ watchedCalls, clock, digest: sha256Digest }),
    clock,
    digest: sha256Digest,
    settings,
    severity,
    lateEventHours,
    renotifyMinutes,
    notifyFrom,
    noteOf,
    memory,
  });

  async function keepNext(until: number): Promise<boolean> {
    const due = [...appointments.entries()].sort(([, a], [, b]) => a.at - b.at)[0];
    if (due === undefined || due[1].at > until) {
      return false;
    }
    const [name, { identity, incidentId, attempt, at }] = due;
    appointments.delete(name);
    now = Math.max(now, at);
    try {
      const outcome = await closer.close({ identity, incidentId });
      if (outcome.state === 'unknown') {
        throw new Error(`${incidentId} was published, and the ledger of ${identity} has it not.`);
      }
      if (outcome.state === 'open') {
        const next = Math.max(outcome.until, now + 60_000);
        setAppointment({ identity, incidentId, attempt: attempt + 1, at: next });
      }
    } catch (error) {
      if (!isFault(error)) {
        throw error;
      }
      // Lambda delivers the event again.
      appointments.set(name, { identity, incidentId, attempt, at: now + 60_000 });
    }
    return true;
  }

  return {
    get now() {
      return now;
    },
    store,
    ledgers,
    published,
    startProcess,
    async detect(calls) {
      const { failures } = await undisturbed.detect(calls);
      for (const { error } of failures) {
        throw error;
      }
    },
    async watch(calls) {
      const { failures } = await undisturbed.watch(calls);
      for (const { error } of failures) {
        throw error;
      }
    },
    async tryIn(process, calls) {
      const { failures } = await process.detect(calls);
      const bug = failures.find(({ error }) => !isFault(error));
      if (bug !== undefined) {
        throw bug.error;
      }
      return [...new Set(failures.flatMap((failure) => failure.calls))];
    },
    async passTo(time) {
      while (await keepNext(time));
      now = Math.max(now, time);
    },
    skipTo(time) {
      now = Math.max(now, time);
    },
    async settle() {
      const latest = now + LONGEST_MS;
      while (await keepNext(latest));
      if (appointments.size > 0) {
        throw new Error('An incident stays open for days.');
      }
    },
  };
}

/** Errors that a retry repairs: those of the tests, and those of the engine itself. */
function isFault(error: unknown): boolean {
  const { name } = error as Error;
  return /^(Broken|NotificationPending|ClaimExpired|LedgerContention)Error$/.test(name);
}
