import type { DetectionOutcome } from '../engine/detection-outcome';

/**
 * Pauses before the second and the third attempt, in milliseconds. Mostly another reader, or the detector, is publishing
 * the notification at that moment. SQS would deliver the file again only after minutes.
 */
const PAUSES_MS = [1000, 4000];

export interface Patience {
  /** Whether there is time to go on. */
  readonly hasTime: () => boolean;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** Handles calls, and those that failed twice more. @returns one outcome for each attempt, only the last with failures. */
export async function* handleAgain<Handled>(
  handle: (calls: readonly Handled[]) => Promise<DetectionOutcome<Handled>>,
  calls: readonly Handled[],
  { hasTime, pause }: Patience,
): AsyncGenerator<DetectionOutcome<Handled>> {
  let outcome = await handle(calls);
  for (const milliseconds of PAUSES_MS) {
    const failed = outcome.failures.flatMap((failure) => failure.calls);
    if (failed.length === 0 || !hasTime()) {
      break;
    }
    yield { ...outcome, failures: [] };
    await pause(milliseconds);
    // The first attempt stored these calls, so nothing was delivered twice.
    outcome = { ...(await handle(failed)), redeliveries: 0 };
  }
  yield outcome;
}
