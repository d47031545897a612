import type { Logger } from '@aws-lambda-powertools/logger';
import type { Finding } from '../../src/detection/finding';
import type { FindingChange } from '../../src/detection/notification';
import { type Closer, QUIET_MS } from '../../src/engine/closer';
import type { Clock } from '../../src/ports/clock';
import type { CloseAppointment, CloseTimer, FindingRef } from '../../src/ports/close-timer';
import type { FindingOutlet } from '../../src/ports/finding-outlet';
import { readInvocation } from './read-invocation';

/** An appointment is made at least so far ahead, in milliseconds: the scheduler goes by the minute. */
const MIN_AHEAD_MS = 60_000;

export interface FollowUpParts {
  readonly closer: Closer;
  /** Who wakes the function with this ARN. */
  readonly timerFor: (functionArn: string) => CloseTimer;
  /** Who follows all findings. Each is told apart from the others. */
  readonly outlets: readonly FindingOutlet[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the handler needs of the context that Lambda gives it. */
export interface FollowUpContext {
  readonly invokedFunctionArn: string;
}

/**
 * The Lambda handler that looks after findings once they are opened: it tells other systems of each change, and says
 * the last word when a sweep is over. A failure makes the event come again, and in the end go to the dead-letter queue.
 */
export function createHandler(
  parts: FollowUpParts,
): (event: unknown, context: FollowUpContext) => Promise<void> {
  const { closer, timerFor, clock, logger } = parts;

  async function follow(change: FindingChange, timer: CloseTimer): Promise<void> {
    if (change.kind !== 'closed') {
      await timer.set({ ref: refOf(change.finding), at: clock() + QUIET_MS, attempt: 0 });
    }
    await tellAll(change);
  }

  /** @throws AggregateError of what the outlets threw; those that did not fail are told again with the others. */
  async function tellAll(change: FindingChange): Promise<void> {
    const deliveries = await Promise.allSettled(
      parts.outlets.map((outlet) => outlet.deliver(change, clock())),
    );
    const errors = deliveries.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) {
      throw new AggregateError(errors, `Not everybody could be told of ${change.finding.id}.`);
    }
  }

  async function close(
    { ref, attempt }: Pick<CloseAppointment, 'ref' | 'attempt'>,
    timer: CloseTimer,
  ): Promise<void> {
    const outcome = await closer.close(ref);
    const { findingId } = ref;
    if (outcome.state === 'open') {
      const at = Math.max(outcome.until, clock() + MIN_AHEAD_MS);
      await timer.set({ ref, at, attempt: attempt + 1 });
      logger.info('Finding still open', { findingId, until: new Date(at).toISOString() });
    } else if (outcome.state === 'closed') {
      logger.info('Finding closed', { findingId, audience: outcome.notification?.audience });
    } else {
      logger.warn('Finding not known', { findingId });
    }
  }

  return async (event, { invokedFunctionArn }) => {
    const timer = timerFor(invokedFunctionArn);
    const invocation = readInvocation(event);
    if ('close' in invocation) {
      await close(invocation.close, timer);
      return;
    }
    for (const change of invocation.changes) {
      await follow(change, timer);
    }
  };
}

function refOf({ id, rule, principal, window }: Finding): FindingRef {
  const { kind, key } = principal;
  return {
    findingId: id,
    partition: { ruleId: rule.id, principal: { kind, key }, windowSeconds: window.seconds },
  };
}
