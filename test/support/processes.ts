import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import { leadOf } from '../../src/detection/incident/incident';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import type { Severity } from '../../src/detection/rules/rule';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SeveritySettings } from '../../src/detection/severity/assess';
import { createDetector } from '../../src/engine/detector';
import type { SweepStore } from '../../src/ports/sweep-store';
import { collectingNotifier, incidentsOrThrow, LIMITS, RULE_SEVERITY } from './detection';

/** The steps that a detector waits for. */
type Step = 'addCalls' | 'readBuckets' | 'readLedger' | 'writeLedger' | 'publish';

/** Where a process breaks: before a step, or after the step but before the process receives the result. */
export interface Break {
  /** The index of the step, counted from the start of a `detect`, among the steps of this name if there is one. */
  readonly step: number;
  readonly name?: Step;
  readonly when: 'before' | 'after';
}

/** Breaks before the publication of the first finding. */
export const UNPUBLISHED: Break = { name: 'publish', step: 0, when: 'before' };

export class BrokenError extends Error {
  override readonly name = 'BrokenError';
}

/** A process with its own detector. */
interface Process {
  /** Handles calls as one batch. After the break, it does nothing more of the batch. */
  detect(calls: readonly Call[], breaks?: Break): Promise<Finding[]>;
  /** The steps of the last `detect`, the broken one included. */
  readonly steps: readonly Step[];
}

/** Processes that share a store, a notifier and a clock. */
export interface World {
  readonly store: SweepStore;
  /** All notifications, in order. */
  readonly notifications: readonly Notification[];
  /** The lead of the incident of each. */
  readonly published: readonly Finding[];
  /** Milliseconds since the epoch; stands still until it is set. */
  now: number;
  startProcess(): Process;
}

export interface WorldParts {
  readonly settings: Record<RuleId, RuleSettings>;
  readonly store?: SweepStore;
  /** The severity of a sweep is that of its rule unless given. */
  readonly severity?: SeveritySettings;
  /** 0 unless given: every sweep is notified. */
  readonly renotifyMinutes?: number;
  /** `low` unless given. */
  readonly notifyFrom?: Severity;
  /** Called after each publication, before the publisher receives the result. */
  readonly onPublished?: () => Promise<void>;
}

export function createWorld({
  settings,
  store = createMemorySweepStore(LIMITS),
  severity = RULE_SEVERITY,
  renotifyMinutes = 0,
  notifyFrom = 'low',
  onPublished = async () => {},
}: WorldParts): World {
  const notifier = collectingNotifier();
  const world: World = {
    store,
    notifications: notifier.notifications,
    published: notifier.published,
    now: 0,
    startProcess() {
      let steps: Step[] = [];
      let next: Break | undefined;
      let broken: BrokenError | undefined;
      const breakOff = (message: string): never => {
        broken = new BrokenError(message);
        throw broken;
      };
      const take = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
        if (broken !== undefined) {
          throw broken;
        }
        const earlier = steps.filter((taken) => (next?.name ?? taken) === taken).length;
        const isNext = next?.step === earlier && (next.name ?? step) === step;
        const when = isNext ? next?.when : undefined;
        steps.push(step);
        if (when === 'before') {
          breakOff(`${step} was not done`);
        }
        const result = await work();
        if (when === 'after') {
          breakOff(`${step} was done`);
        }
        return result;
      };
      const detector = createDetector({
        store: {
          ...store,
          addCalls: (...args) => take('addCalls', () => store.addCalls(...args)),
          readBuckets: (...args) => take('readBuckets', () => store.readBuckets(...args)),
          readLedger: (...args) => take('readLedger', () => store.readLedger(...args)),
          writeLedger: (...args) => take('writeLedger', () => store.writeLedger(...args)),
        },
        notifier: {
          publish: (notification) =>
            take('publish', async () => {
              await notifier.publish(notification);
              await onPublished();
            }),
        },
        clock: () => world.now,
        digest: sha256Digest,
        settings,
        severity,
        lateEventHours: 24,
        renotifyMinutes,
        notifyFrom,
      });
      return {
        async detect(calls, breaks) {
          steps = [];
          next = breaks;
          broken = undefined;
          return incidentsOrThrow(await detector.detect(calls)).map(leadOf);
        },
        get steps() {
          return steps;
        },
      };
    },
  };
  return world;
}
