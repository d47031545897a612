import type { DetectionConfig } from '../../src/config/config';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import type { Notification } from '../../src/detection/notification';
import { QUIET_MS } from '../../src/engine/closer';
import type { IncidentRef } from '../../src/ports/close-timer';
import type { SweepStore } from '../../src/ports/sweep-store';
import { settingsOf } from '../support/calls';
import { RULE_SEVERITY } from '../support/detection';
import { openCloser, openStore, type Services, startDetectorProcess } from './detector-process';
import type { Inbox } from './inbox';
import { createFunction, type ProcessUse } from './platform/lambda-function';
import type { LambdaProcess, Outcome } from './platform/lambda-process';
import type { Platform } from './platform/platform';
import { createTimeline } from './platform/timeline';
import { createRequests, type PlannedFault, type RequestRecord } from './requests';
import {
  arrivingCalls,
  type Delivery,
  EPOCH_SECOND,
  type Scenario,
  type ScenarioCall,
} from './scenario';

/** The delay of CloudTrail, in milliseconds. */
const CLOUDTRAIL_LAG_MS = 150_000;

/** A scenario and the faults that hit it. */
export interface RunPlan {
  readonly scenario: Scenario;
  readonly faults: readonly PlannedFault[];
  readonly use: ProcessUse;
}

/** Where scenarios run, any number at once, each with its own users. */
export interface Site {
  readonly services: Services;
  readonly inbox: Inbox;
  readonly platform: Platform;
}

/** A run that has ended: nothing more happens unless a test starts it. */
export interface Run {
  readonly plan: RunPlan;
  readonly config: DetectionConfig;
  /** Every call, once per delivery. */
  readonly calls: readonly ScenarioCall[];
  readonly requests: readonly RequestRecord[];
  /** What the platform delivered again, once per repetition. */
  readonly triedAgain: readonly Delivery[];
  readonly store: SweepStore;
  /** Wrong counts of delivery, once no dead letter is left. @param isExact as in `KnownDelivery` */
  deliveryProblems(isExact: boolean): Promise<string[]>;
  /** All notifications, in the order of their publication. */
  published(): readonly Notification[];
  readonly deadLetters: readonly Delivery[];
  /** Redrives the dead letters, as an operator does after the outage, until nothing more happens. */
  redrive(): Promise<void>;
  /** Closes the incidents that were published, as the follow-up does. */
  close(): Promise<void>;
}

let runs = 0;

/** Runs a scenario until nothing more happens. */
export async function runScenario(
  plan: RunPlan,
  { services, inbox, platform }: Site,
): Promise<Run> {
  const { scenario, faults, use } = plan;
  const { groupSize = 1, maxTrackedCalls = 200 } = scenario;
  const { severity = RULE_SEVERITY, renotifyMinutes = 0 } = scenario;
  runs += 1;
  const number = runs;
  const suffix = `-run-${number}`;
  const rules = settingsOf(scenario.thresholds);
  // Through the same text by which the stack configures the function.
  const config = parseDetectionConfig(
    serializeDetectionConfig({
      ...DEFAULT_CONFIG,
      rules,
      maxTrackedCalls,
      severity,
      renotifyMinutes,
    }),
  );
  const timeline = createTimeline(EPOCH_SECOND * 1000 + CLOUDTRAIL_LAG_MS);
  const unharmed = startDetectorProcess(services, config, timeline, createRequests([], timeline));
  const before = arrivingCalls(scenario.before, suffix, rules);
  await handleUnharmed(before, unharmed);

  const requests = createRequests(faults, timeline);
  const lambda = createFunction(use, () =>
    platform.startProcess(services, config, timeline, requests),
  );
  const path = platform.openPath({ timeline, lambda, groupSize, services, run: number });
  const start = timeline.now;
  const arriving = arrivingCalls(scenario.arrivals, suffix, rules);
  for (const delivery of arriving) {
    timeline.at(start + delivery.after, () => path.deliver(delivery));
  }
  await timeline.run();
  return {
    plan,
    config,
    calls: [...before, ...arriving].map(({ call }) => call),
    requests: requests.records,
    triedAgain: path.triedAgain,
    store: openStore(services, config, timeline),
    deliveryProblems: (isExact) =>
      path.problems({ before: new Set(before.map(({ call }) => call.call.eventId)), isExact }),
    published: () => inbox.notificationsAbout(suffix),
    get deadLetters() {
      return path.deadLetters;
    },
    async redrive() {
      timeline.at(requests.outageUntil ?? 0, path.redrive);
      await timeline.run();
    },
    async close() {
      const refs = new Map(
        inbox
          .notificationsAbout(suffix)
          .map(({ incident: { id, identity } }) => [
            id,
            { identity: identity.key, incidentId: id },
          ]),
      );
      const closer = openCloser(services, config, timeline);
      const closeAt = (time: number, ref: IncidentRef): void =>
        timeline.at(time, async () => {
          const outcome = await closer.close(ref);
          if (outcome.state === 'open') {
            closeAt(Math.max(outcome.until, timeline.now + 60_000), ref);
          }
        });
      for (const ref of refs.values()) {
        closeAt(timeline.now + QUIET_MS, ref);
      }
      await timeline.run();
    },
  };
}

/** @throws Error if the process fails although no fault hits it. */
async function handleUnharmed(
  deliveries: readonly Delivery[],
  process: LambdaProcess,
): Promise<void> {
  const outcomes: Outcome[] = [];
  const events = deliveries.map(({ event }) => event);
  await process.invoke(0, events, (outcome) => outcomes.push(outcome));
  const [outcome] = outcomes;
  if (outcome?.kind !== 'returned') {
    throw new Error(`The calls that came before were not handled: ${outcome?.reason}`);
  }
}
