import type { Bucket } from '../detection/bucket';
import type { Call, Digest, Interval, RuleSettings } from '../detection/model';
import { type LedgerPlan, planLedger } from '../detection/plan-ledger';
import type { RuleId } from '../detection/rules/catalog';
import type { SeveritySettings } from '../detection/severity/assess';
import { findingId, type Sweep, withNotification } from '../detection/sweep';
import { qualifyingIntervals } from '../detection/window';
import type { Clock } from '../ports/clock';
import type { Notifier } from '../ports/notifier';
import type { Ledger, LedgerKey, SweepStore } from '../ports/sweep-store';
import { type CallGroup, groupCalls } from './call-groups';
import type { CallFailure, DetectionOutcome, PublishedFinding } from './detection-outcome';
import { ClaimExpiredError, LedgerContentionError, NotificationPendingError } from './errors';
import { createSettledBuckets } from './settled-buckets';
import { bucketSpan, findingFrom } from './sweep-reader';

/**
 * How long a claim on a notification holds, in milliseconds: longer than a handler may run (20 s),
 * shorter than the time until Lambda or the queue first delivers a call again (60 s). So a claim that is held is
 * being worked on, and the retry after a death never has to wait.
 */
export const LEASE_MS = 40_000;

/** Writers of one ledger that may get in before us. Each that does has finished its own work. */
const MAX_LEDGER_ATTEMPTS = 500;

const EMPTY_LEDGER: Ledger = { version: 0, sweeps: [] };

export interface DetectorParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  /** Sweeps are remembered this long past their end. */
  readonly lateEventHours: number;
}

/** Calls in, findings out, through a store that any number of detectors share. */
export interface Detector {
  /**
   * Stores calls, finds the sweeps they make and publishes each sweep's finding once.
   * Handling the same calls again changes nothing, so every failure is mended by trying again.
   * Calls of one rule, principal and bucket go through it together; the failure of some does not touch the others.
   *
   * @returns failures too, so that only the calls concerned need be tried again.
   */
  detect(calls: readonly Call[]): Promise<DetectionOutcome>;
}

/** An outcome that is coming about. */
interface Progress {
  readonly findings: PublishedFinding[];
  redeliveries: number;
}

export function createDetector(parts: DetectorParts): Detector {
  const { store, notifier, clock, digest, settings, severity } = parts;
  const settled = createSettledBuckets(clock);

  /** Handles the calls of a group, and enters into the progress what it comes to. */
  async function detectGroup(group: CallGroup, progress: Progress): Promise<void> {
    const { key, partition, bucket: index, calls } = group;
    if (settled.covers(key, calls)) {
      return;
    }
    const thresholds = settings[partition.ruleId];
    const { bucket, repeats } = await store.addCalls(partition, index, calls);
    progress.redeliveries += repeats;
    // Whoever of several writers reads last sees all of their calls, so one of them sees the sweep.
    const buckets =
      thresholds.windowing === 'tumbling'
        ? [bucket]
        : await store.readBuckets(partition, index - 1, index + 1);
    const intervals = qualifyingIntervals(
      buckets.flatMap((read) => read.calls),
      thresholds,
    );
    const isSettled = intervals.length === 0 || (await report(group, buckets, intervals, progress));
    if (isSettled) {
      settled.remember(key, bucket);
    }
  }

  /**
   * Enters qualifying intervals into the ledger and publishes what they give us to publish.
   *
   * @returns whether no notification of these sweeps is left to publish.
   */
  async function report(
    group: CallGroup,
    buckets: readonly Bucket[],
    intervals: readonly Interval[],
    progress: Progress,
  ): Promise<boolean> {
    const { partition, bucket, calls } = group;
    const thresholds = settings[partition.ruleId];
    // Tumbling windows never join, so each has a ledger of its own, which need not be read to be begun.
    const isOwnLedger = thresholds.windowing === 'tumbling';
    const ledgerKey: LedgerKey = isOwnLedger ? { partition, bucket } : { partition };
    const assumed = isOwnLedger ? EMPTY_LEDGER : await store.readLedger(ledgerKey);
    const { plan, ledger } = await claim(ledgerKey, intervals, calls, assumed);
    let current = ledger;
    for (const sweep of plan.claimed) {
      const covering = await coveringBuckets(group, sweep, buckets);
      const finding = findingFrom(partition, thresholds, sweep, covering, severity);
      if (isExpired(sweep, clock())) {
        throw new ClaimExpiredError(
          `The claim on the notification of ${finding.id} ran out before it was published. The next attempt publishes it, unless another has done so.`,
        );
      }
      await notifier.publish({ kind: 'opened', finding });
      progress.findings.push({ finding, publishedAt: clock() });
      // One by one: when the next cannot be published, this one is not published again.
      current = await markSent(ledgerKey, current, sweep.id);
    }
    if (plan.isHeldByEarlierAttempt) {
      throw new NotificationPendingError(
        `An earlier attempt at call ${calls[0].eventId} holds the notification of its sweep. It is published by the attempt after the lease of ${LEASE_MS / 1000} s.`,
      );
    }
    return !plan.isHeldElsewhere;
  }

  /** Writes the intervals into the ledger, however often others get in before us. */
  async function claim(
    key: LedgerKey,
    intervals: readonly Interval[],
    calls: CallGroup['calls'],
    assumed: Ledger,
  ): Promise<{ readonly plan: LedgerPlan; readonly ledger: Ledger }> {
    const { ruleId, principal, windowSeconds } = key.partition;
    const [first, ...others] = calls;
    let ledger = assumed;
    for (let attempt = 0; attempt < MAX_LEDGER_ATTEMPTS; attempt += 1) {
      const now = clock();
      const plan = planLedger(ledger.sweeps, intervals, {
        now,
        leaseMs: LEASE_MS,
        eventIds: [first.eventId, ...others.map(({ eventId }) => eventId)],
        earliest: Math.floor(now / 1000) - parts.lateEventHours * 3600,
        idOf: ({ start }) => findingId(ruleId, principal.key, start, windowSeconds, digest),
      });
      if (!plan.isChanged) {
        return { plan, ledger };
      }
      if (await store.writeLedger(key, plan.sweeps, ledger.version)) {
        return { plan, ledger: { version: ledger.version + 1, sweeps: plan.sweeps } };
      }
      ledger = await store.readLedger(key);
    }
    throw contention(key);
  }

  /**
   * Notes that a notification is out. A sweep that was absorbed meanwhile has nothing left to note.
   *
   * @param written the ledger as last seen.
   * @returns the ledger as it is now.
   */
  async function markSent(key: LedgerKey, written: Ledger, id: string): Promise<Ledger> {
    let ledger = written;
    for (let attempt = 0; attempt < MAX_LEDGER_ATTEMPTS; attempt += 1) {
      const sweeps = withNotification(ledger.sweeps, id, { state: 'SENT' });
      if (await store.writeLedger(key, sweeps, ledger.version)) {
        return { version: ledger.version + 1, sweeps };
      }
      ledger = await store.readLedger(key);
    }
    throw contention(key);
  }

  /** The buckets of a sweep: those read already, unless it reaches beyond the neighbours of the group's own. */
  async function coveringBuckets(
    { partition, bucket }: CallGroup,
    sweep: Sweep,
    read: readonly Bucket[],
  ): Promise<readonly Bucket[]> {
    const { first, last } = bucketSpan(sweep, partition.windowSeconds);
    const isRead = bucket - 1 <= first && last <= bucket + 1;
    return isRead ? read : store.readBuckets(partition, first, last);
  }

  return {
    async detect(calls) {
      const progress: Progress = { findings: [], redeliveries: 0 };
      const failures: CallFailure[] = [];
      for (const group of groupCalls(calls, settings)) {
        try {
          await detectGroup(group, progress);
        } catch (error) {
          failures.push({ calls: group.calls, error });
        }
      }
      return { ...progress, failures };
    },
  };
}

/** Whether others may have taken over the claim on the notification of a sweep. */
function isExpired({ notification }: Sweep, now: number): boolean {
  return notification.state === 'PENDING' && notification.leaseUntil <= now;
}

function contention({ partition }: LedgerKey): LedgerContentionError {
  return new LedgerContentionError(
    `The sweeps of ${partition.ruleId} by ${partition.principal.key} were changed ${MAX_LEDGER_ATTEMPTS} times by others while one change was tried. Trying again later is safe.`,
  );
}
