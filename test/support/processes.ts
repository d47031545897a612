import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { findingsOrThrow } from '../../src/engine/detection-outcome';
import { createDetector } from '../../src/engine/detector';
import type { SweepStore } from '../../src/ports/sweep-store';
import { collectingNotifier, LIMITS } from './detection';

/** What a detector waits for. */
type Step = 'addCalls' | 'readBuckets' | 'readLedger' | 'writeLedger' | 'publish';

/** Where a process breaks: as it asks for a step, or when the step is done and nobody hears of it. */
export interface Break {
  /** Index of the step, counted from the beginning of a `detect`: among those of this name, if there is one. */
  readonly step: number;
  readonly name?: Step;
  readonly when: 'before' | 'after';
}

/** Breaks as the first finding is to be published. */
export const UNPUBLISHED: Break = { name: 'publish', step: 0, when: 'before' };

export class BrokenError extends Error {
  override readonly name = 'BrokenError';
}

/** One process with a detector of its own. */
interface Process {
  /** Handles calls as one batch, and breaks where it is told to: from there on it does nothing more of the batch. */
  detect(calls: readonly Call[], breaks?: Break): Promise<Finding[]>;
  /** The steps of the last `detect`, the broken one included. */
  readonly steps: readonly Step[];
}

/** Processes that share a store, a notifier and a clock. */
export interface World {
  readonly store: SweepStore;
  /** Everything that was published, in order. */
  readonly published: readonly Finding[];
  /** Milliseconds since the epoch; stands still until it is set. */
  now: number;
  startProcess(): Process;
}

export interface WorldParts {
  readonly settings: Record<RuleId, RuleSettings>;
  readonly store?: SweepStore;
}

export function createWorld({
  settings,
  store = createMemorySweepStore(LIMITS),
}: WorldParts): World {
  const notifier = collectingNotifier();
  const world: World = {
    store,
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
          publish: (notification) => take('publish', () => notifier.publish(notification)),
        },
        clock: () => world.now,
        digest: sha256Digest,
        settings,
        severity: DEFAULT_SEVERITY,
        lateEventHours: 24,
      });
      return {
        async detect(calls, breaks) {
          steps = [];
          next = breaks;
          broken = undefined;
          return findingsOrThrow(await detector.detect(calls));
        },
        get steps() {
          return steps;
        },
      };
    },
  };
  return world;
}
