import { CLIENT_OPTIONS } from '../../lambda/shared/client-options';
import { LEASE_MS } from '../../src/engine/claim-publisher';
import type { ProcessControl } from './platform/lambda-process';

/** One of the attempts that the SDK makes at a request. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** Hands it over: the service takes it and answers, which may be with an error. */
  take(): Promise<unknown>;
  readonly process: ProcessControl;
}

/** After this the SDK takes an attempt for lost. */
const REQUEST_TIMEOUT_MS = CLIENT_OPTIONS.requestHandler.requestTimeout;
/** Long enough for others to come between, and within the lease and the time limit of the function. */
const LATE_MS = 10_000;
/** When the call has come again in either ingestion, so that two processes work on it. */
const AFTER_LEASE_MS = LEASE_MS + 110_000;

/** How long an outage lasts: until a call has been given up in either ingestion. */
export const OUTAGE_MS = 15 * 60_000;

/** What can become of a request, as the end of "a request …". */
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

/** Faults after which nothing but time may be lost: the handler need not notice. */
export const HARMLESS: ReadonlySet<string> = new Set<FaultName>([
  'is taken late',
  'is answered late',
]);

/**
 * Faults that come to the same as another one on a request that only reads, because whether such a request is taken
 * makes no difference to anybody.
 */
export const FAULTS_OF_WRITES: ReadonlySet<string> = new Set<FaultName>([
  'times out taken, then untaken',
  'loses its answer and is tried again',
  'is taken twice',
  'is taken as its process dies',
]);

/** Faults that the SDK and the adapters make good, so that nothing is delivered again. */
export const MADE_GOOD: ReadonlySet<string> = new Set<FaultName>([
  'loses its answer and is tried again',
  'is taken twice',
]);

async function timeOut(process: ProcessControl): Promise<never> {
  await process.pause(REQUEST_TIMEOUT_MS);
  throw awsError('TimeoutError');
}

/** An error as the SDK tells it, which goes by the name. */
function awsError(name: string): Error {
  return Object.assign(new Error('A fault of the suite.'), { name });
}

/** Waits for an answer of which nobody hears yet, or ever. */
async function settled(answer: Promise<unknown>): Promise<void> {
  await answer.catch(() => undefined);
}
