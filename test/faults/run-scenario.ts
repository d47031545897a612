import type { DetectionConfig } from '../../src/config/config';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import type { Finding } from '../../src/detection/finding';
import type { SweepStore } from '../../src/ports/sweep-store';
import { settingsOf } from '../support/calls';
import { RULE_SEVERITY } from '../support/detection';
import { openStore, type Services, startDetectorProcess } from './detector-process';
import type { Inbox } from './inbox';
import { INGESTION_PATHS } from './platform/ingestion';
import { createFunction, type ProcessUse } from './platform/lambda-function';
import type { LambdaProcess, Outcome } from './platform/lambda-process';
import { PLATFORM } from './platform/settings';
import { createTimeline } from './platform/timeline';
import { createRequests, type PlannedFault, type RequestRecord } from './requests';
import {
  arrivingCalls,
  type Delivery,
  EPOCH_SECOND,
  type Scenario,
  type ScenarioCall,
} from './scenario';

/** Calls come in so long after they were made; milliseconds. */
const CLOUDTRAIL_LAG_MS = 150_000;

/** What is run: a scenario, and what goes wrong on the way. */
export interface RunPlan {
  readonly scenario: Scenario;
  readonly faults: readonly PlannedFault[];
  readonly use: ProcessUse;
}

/** Where scenarios are run. Any number are at once, each with users of its own. */
export interface Site {
  readonly services: Services;
  readonly inbox: Inbox;
}

/** A run in which nothing more is going to happen by itself. */
export interface Run {
  readonly plan: RunPlan;
  readonly config: DetectionConfig;
  /** Every call, once for each time it came in. */
  readonly calls: readonly ScenarioCall[];
  readonly requests: readonly RequestRecord[];
  /** What came to the function again, each as often as it did. */
  readonly triedAgain: readonly Delivery[];
  readonly store: SweepStore;
  /** Every notification, in the order in which the topic got them. */
  published(): readonly Finding[];
  readonly deadLetters: readonly Delivery[];
  /** Hands over the dead letters again, as an operator does once all is well, until nothing more happens. */
  redrive(): Promise<void>;
}

let runs = 0;

/** Runs a scenario until nothing more happens. */
export async function runScenario(plan: RunPlan, { services, inbox }: Site): Promise<Run> {
  const { scenario, faults, use } = plan;
  const { ingestion, batchSize = PLATFORM.batchSize, maxTrackedCalls = 200 } = scenario;
  const { severity = RULE_SEVERITY, renotifyMinutes = 0 } = scenario;
  runs += 1;
  const suffix = `-run-${runs}`;
  const rules = settingsOf(scenario.thresholds);
  // Through the very text by which the stack tells the function.
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
  const processWith = (requests: ReturnType<typeof createRequests>) =>
    startDetectorProcess(services, config, timeline, requests);

  const before = arrivingCalls(scenario.before, suffix);
  await handleUnharmed(before, processWith(createRequests([], timeline)));

  const requests = createRequests(faults, timeline);
  const lambda = createFunction(use, () => processWith(requests));
  const path = INGESTION_PATHS[ingestion]({ timeline, lambda, batchSize });
  const start = timeline.now;
  const arriving = arrivingCalls(scenario.arrivals, suffix);
  for (const delivery of arriving) {
    timeline.at(start + delivery.after, () => path.deliver(delivery));
  }
  await timeline.run();
  let deadLetters = path.takeDeadLetters();
  return {
    plan,
    config,
    calls: [...before, ...arriving].map(({ call }) => call),
    requests: requests.records,
    triedAgain: path.triedAgain,
    store: openStore(services, config, timeline),
    published: () => inbox.findingsAbout(suffix),
    get deadLetters() {
      return deadLetters;
    },
    async redrive() {
      const redriven = deadLetters;
      timeline.at(requests.outageUntil ?? 0, () => redriven.forEach(path.deliver));
      await timeline.run();
      deadLetters = path.takeDeadLetters();
    },
  };
}

/** @throws Error when the process fails, though nothing is in its way. */
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
