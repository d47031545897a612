import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { TrailReaderParts } from '../../src/collection/read-trail-object';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { indexWatches } from '../../src/detection/watched/match-watch';
import { watchedCategories, watchesOf } from '../../src/detection/watched/watch-catalog';
import { createDetector, type Detector } from '../../src/engine/detector';
import type { SweepStore } from '../../src/ports/sweep-store';
import { settingsOf } from './calls';
import { collectingNotifier, LIMITS } from './detection';
import { type MemoryObject, memoryObjects } from './trail-files';

export interface ReaderSetup {
  readonly objects: Readonly<Record<string, MemoryObject>>;
  readonly store?: SweepStore;
  /** Wraps the detector. */
  readonly wrap?: (detector: Detector) => Detector;
  readonly probeRoleArn?: string;
  /** @default those of `settingsOf` */
  readonly rules?: ReturnType<typeof settingsOf>;
}

/** The parts of a trail reader on a memory store, and what comes of them. */
export function trailReader({
  objects,
  store,
  wrap,
  probeRoleArn,
  rules: settings = settingsOf(),
}: ReaderSetup) {
  const notifier = collectingNotifier();
  const memory = store ?? createMemorySweepStore(LIMITS);
  const writes: number[] = [];
  const detector = createDetector({
    store: {
      ...memory,
      addCalls: (partition, bucket, calls) => {
        writes.push(calls.length);
        return memory.addCalls(partition, bucket, calls);
      },
    },
    notifier,
    clock: () => 0,
    digest: sha256Digest,
    settings,
    severity: DEFAULT_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes: 60,
    notifyFrom: 'low',
  });
  const { port, opened } = memoryObjects(objects);
  const parts: Omit<TrailReaderParts, 'hasTime' | 'onOutcome'> = {
    objects: port,
    detector: wrap?.(detector) ?? detector,
    parseOptions: { settings, digest: sha256Digest },
    watches: indexWatches(watchesOf(watchedCategories('default'))),
    pause: async () => {},
    isProbe: ({ caller }) => probeRoleArn !== undefined && caller.roleArn === probeRoleArn,
  };
  return { parts, opened, writes, notifier, settings };
}
