import { Logger } from '@aws-lambda-powertools/logger';
import { createHandler } from '../../lambda/follow-up/create-handler';
import { createMemoryAllowance } from '../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { GatheredAlerts } from '../../src/detection/gathered-alerts';
import type { Call } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { createAlertBound, UNBOUNDED } from '../../src/engine/alert-bound';
import type { Closer } from '../../src/engine/closer';
import { createDetector, type Detector } from '../../src/engine/detector';
import { createHeldAlerts } from '../../src/engine/held-alerts';
import { createLateAlerts } from '../../src/engine/late-alerts';
import type { NoticeBound } from '../../src/engine/notice-bound';
import { renderMessage } from '../../src/notification/message';
import type { Allowance } from '../../src/ports/allowance';
import type { Backlog } from '../../src/ports/backlog';
import type { SweepStore } from '../../src/ports/sweep-store';
import { callOf, settingsOf, uuid } from './calls';
import { LIMITS, RISING_SEVERITY } from './detection';
import { createVirtualTime } from './virtual-time';

const SETTINGS = settingsOf({ minRegions: 3, minCalls: 3 });

/** Low; with denied calls critical. */
const SEVERITY = {
  ...RISING_SEVERITY,
  cutoffs: { low: 20, medium: 22, high: 23, critical: 24 },
};

const PATIENCE_MS = 60_000;

/** Something that subscribers of the findings topic got. */
interface Delivery {
  readonly at: number;
  readonly what: Notification | GatheredAlerts;
}

export interface FloodParts {
  /** Where detectors and follow-ups keep their state; in memory unless given. */
  readonly open?: () => {
    readonly store: SweepStore;
    readonly allowance: Allowance;
    readonly backlog: Backlog;
  };
  readonly detectors?: number;
  /** False for messages as they were before there was a bound. */
  readonly isBounded?: boolean;
  /** Called before each publication; may throw, as SNS does or a process that dies. */
  readonly beforePublish?: (notification: Notification) => void;
}

/** Sweeps of many principals at once, through detectors and follow-ups as they are deployed, in virtual time. */
export function createFlood(parts: FloodParts = {}) {
  const { detectors = 4, isBounded = true, beforePublish = () => {} } = parts;
  const time = createVirtualTime();
  const clock = time.now;
  const inMemory = {
    store: createMemorySweepStore(LIMITS),
    allowance: createMemoryAllowance(),
    backlog: createMemoryBacklog(),
  };
  const open = parts.open ?? (() => inMemory);
  const archived: Notification[] = [];
  const people: Delivery[] = [];
  const failures: unknown[] = [];
  const tasks = new Set<string>();
  const onFailure = (error: unknown): void => void failures.push(error);

  const publisher = {
    async publish(notification: Notification): Promise<void> {
      beforePublish(notification);
      if (notification.audience === 'people') {
        people.push({ at: clock(), what: notification });
      } else {
        archived.push(notification);
      }
      followUp(snsEvent(notification));
    },
  };

  /** Invokes the follow-up at once, and again after a minute when it fails. */
  function followUp(event: unknown, at = clock()): void {
    time.runAt(at, async () => {
      try {
        await createFollowUp()(event, { invokedFunctionArn: 'arn' });
      } catch (error) {
        failures.push(error);
        followUp(event, clock() + PATIENCE_MS);
      }
    });
  }

  function createFollowUp() {
    const { allowance, backlog } = open();
    const waiting = { allowance, backlog, clock, sleep: time.sleep, onFailure };
    const notices = {
      publishGathered: async (what: GatheredAlerts) => void people.push({ at: clock(), what }),
      publishToOperators: async () => {},
    };
    return createHandler({
      closer: {} as Closer,
      archiveTopicArn: 'archive',
      noticeBound: {} as NoticeBound,
      heldAlerts: createHeldAlerts({ ...waiting, notices }),
      lateAlerts: createLateAlerts({ ...waiting, notifier: publisher }),
      timerFor: () => ({
        set: async () => {},
        setTask: async (task, at) => {
          const name = `${task.kind}-${task.start}`;
          if (!tasks.has(name)) {
            tasks.add(name);
            followUp({ task }, at);
            time.runAt(at, async () => void tasks.delete(name));
          }
        },
      }),
      outlets: [],
      clock,
      logger: new Logger({ logLevel: 'SILENT' }),
    });
  }

  function startDetector(): Detector {
    const { store, allowance } = open();
    const bound = createAlertBound({ allowance, clock, sleep: time.sleep, onFailure });
    return createDetector({
      store,
      notifier: publisher,
      bound: isBounded ? bound : UNBOUNDED,
      clock,
      digest: sha256Digest,
      settings: SETTINGS,
      severity: SEVERITY,
      lateEventHours: 24,
      renotifyMinutes: 60,
      notifyFrom: 'low',
    });
  }

  const processes = Array.from({ length: detectors }, () => ({
    detector: startDetector(),
    queue: [] as Call[][],
    isBusy: false,
  }));
  let next = 0;

  /** A detector handles one delivery after another; one that fails comes again after a minute. */
  async function drain(process: (typeof processes)[number]): Promise<void> {
    if (process.isBusy) {
      return;
    }
    process.isBusy = true;
    for (let calls = process.queue.shift(); calls !== undefined; calls = process.queue.shift()) {
      const outcome = await process.detector.detect(calls);
      const failed = outcome.failures.flatMap((failure) => failure.calls);
      if (failed.length > 0) {
        failures.push(...outcome.failures.map(({ error }) => error));
        deliver([...failed], clock() + PATIENCE_MS);
      }
    }
    process.isBusy = false;
  }

  function deliver(calls: Call[], at = clock()): void {
    time.runAt(at, async () => {
      const process = processes[next++ % processes.length] as (typeof processes)[number];
      process.queue.push(calls);
      await drain(process);
    });
  }

  return {
    archived,
    people,
    failures,
    clock,
    /** Delivers the calls of a sweep. */
    deliver,
    settle: time.settle,
    /** The alerts that people got. */
    alerts: () =>
      people.flatMap(({ at, what }) => ('incident' in what ? [{ at, notification: what }] : [])),
    /** The summaries that people got. */
    summaries: () => people.flatMap(({ what }) => ('incident' in what ? [] : [what])),
  };
}

let calls = 0;

/** The calls of a sweep by a session of a role. */
export function sessionSweep(role: string, session: string, isCritical = false): Call[] {
  const arn = `arn:aws:sts::111122223333:assumed-role/${role}/${session}`;
  return Array.from({ length: 3 }, (_, index) => {
    calls += 1;
    const call = callOf({
      eventId: uuid(calls),
      principal: { kind: 'arn', key: `arn:${arn}` },
      second: Date.UTC(2026, 2, 17, 12, 0, 0) / 1000 + index,
      region: `region-${index}`,
    });
    return {
      ...call,
      caller: {
        type: 'AssumedRole',
        arn,
        accountId: '111122223333',
        roleArn: `arn:aws:iam::111122223333:role/${role}`,
        ...(isCritical && { errorCode: 'Client.UnauthorizedOperation' }),
      },
    };
  });
}

function snsEvent(notification: Notification): unknown {
  const { bodies, attributes } = renderMessage(notification);
  const values = Object.entries(attributes).map(([name, Value]) => [name, { Value }] as const);
  return {
    Records: [
      {
        Sns: {
          TopicArn: notification.audience,
          Message: bodies.default,
          MessageAttributes: Object.fromEntries(values),
        },
      },
    ],
  };
}
