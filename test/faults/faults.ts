import { CLIENT_OPTIONS } from '../../lambda/shared/client-options';
import { LEASE_MS } from '../../src/engine/incident-publisher';
import type { ProcessControl } from './platform/lambda-process';
import { TRAIL_PLATFORM_SETTINGS } from './platform/settings';

/** One of the SDK's attempts at a request. */
export interface Attempt {
  /** 1 for the first attempt. */
  readonly number: number;
  /** Sends it: the service takes it and answers, possibly with an error. */
  take(): Promise<unknown>;
  readonly process: ProcessControl;
}

/** After this time, the SDK regards an attempt as lost. */
const REQUEST_TIMEOUT_MS = CLIENT_OPTIONS.requestHandler.requestTimeout;
/** Long enough for other invocations to interfere, but within the lease and the timeout of the function. */
const LATE_MS = 10_000;
/** Late enough that either platform has delivered the call again, so that two processes work on it. */
const AFTER_LEASE_MS = LEASE_MS + TRAIL_PLATFORM_SETTINGS.visibilityMs + 70_000;

/** The length of an outage: long enough that either platform gives up on a call. */
export const OUTAGE_MS =
  (TRAIL_PLATFORM_SETTINGS.maxReceives + 1) * TRAIL_PLATFORM_SETTINGS.visibilityMs;

/** What can happen to a request. The names complete "a request …". */
export const FAULTS = {
  'is refused': async () => {
    throw awsError('AccessDeniedException');
  },
  'is throttled as often as it is tried': async () => {
    throw awsError('ThrottlingException');
  },
  'times out untaken as often as it is tried': async ({ process }) => timeOut(process),
  'times out taken, then untaken': async ({ number, take, process }) => {
    if (number === 1) {
      await settled(take());
    }
    return timeOut(process);
  },
  'loses its answer and is tried again': async ({ number, take, process }) => {
    if (number > 1) {
      return take();
    }
    await settled(take());
    return timeOut(process);
  },
  'is taken twice': async ({ take }) => {
    const answer = take();
    await settled(answer);
    await settled(take());
    return answer;
  },
  'is taken late': async ({ take, process }) => {
    await process.pause(LATE_MS);
    return take();
  },
  'is answered late': async ({ take, process }) => {
    const answer = take();
    await settled(answer);
    await process.pause(LATE_MS);
    return answer;
  },
  'is answered after the lease': async ({ take, process }) => {
    const answer = take();
    await settled(answer);
    await process.freeze(AFTER_LEASE_MS);
    return answer;
  },
  'is untaken as its process dies': async ({ process }) => process.die(),
  'is taken as its process dies': async ({ take, process }) => {
    await settled(take());
    return process.die();
  },
} as const satisfies Record<string, (attempt: Attempt) => Promise<unknown>>;
export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** Faults that may only cost time: the handler need not notice them. */
export const HARMLESS: ReadonlySet<string> = new Set<FaultName>([
  'is taken late',
  'is answered late',
]);

/**
 * Faults that equal another fault on a request that only reads: it makes no difference whether the service takes it.
 */
export const FAULTS_OF_WRITES: ReadonlySet<string> = new Set<FaultName>([
  'times out taken, then untaken',
  'loses its answer and is tried again',
  'is taken twice',
  'is taken as its process dies',
]);

/** Faults that the SDK and the adapters repair, so that the platform delivers nothing again. */
export const MADE_GOOD: ReadonlySet<string> = new Set<FaultName>([
  'loses its answer and is tried again',
  'is taken twice',
]);

async function timeOut(process: ProcessControl): Promise<never> {
  await process.pause(REQUEST_TIMEOUT_MS);
  throw awsError('TimeoutError');
}

/** An error as the SDK throws it: handlers look at its name. */
function awsError(name: string): Error {
  return Object.assign(new Error('A fault of the suite.'), { name });
}

/** Waits for an answer that the handler receives later, or never. */
async function settled(answer: Promise<unknown>): Promise<void> {
  await answer.catch(() => undefined);
}
