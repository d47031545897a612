import type { Logger } from '@aws-lambda-powertools/logger';
import type { Finding } from '../../src/detection/finding';
import type { FindingChange } from '../../src/detection/notification';
import type { EventNotice } from '../../src/detection/operators-notice';
import { type Closer, QUIET_MS } from '../../src/engine/closer';
import type { HeldAlerts } from '../../src/engine/held-alerts';
import type { LateAlerts } from '../../src/engine/late-alerts';
import type { NoticeBound } from '../../src/engine/notice-bound';
import type { Clock } from '../../src/ports/clock';
import type { CloseAppointment, CloseTimer, FindingRef } from '../../src/ports/close-timer';
import type { FindingOutlet } from '../../src/ports/finding-outlet';
import type { BoundTask, TaskTimer } from '../../src/ports/task-timer';
import { type ReceivedChange, readInvocation } from './read-invocation';

/** Shortest time until an appointment, in milliseconds, because schedules have a resolution of one minute. */
const MIN_AHEAD_MS = 60_000;

type Timer = CloseTimer & TaskTimer;

export interface FollowUpParts {
  readonly closer: Closer;
  /** Creates the timer that invokes the function with this ARN. */
  readonly timerFor: (functionArn: string) => Timer;
  /** The systems that receive all findings. The failure of one does not affect the others. */
  readonly outlets: readonly FindingOutlet[];
  readonly heldAlerts: HeldAlerts;
  readonly lateAlerts: LateAlerts;
  readonly noticeBound: NoticeBound;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Synthetic findings, if there are any: they are counted, and nothing else is done about them. */
  readonly synthetic?: { readonly roleArn: string; readonly count: () => void } | undefined;
}

/** The members of the Lambda context that the handler needs. */
export interface FollowUpContext {
  readonly invokedFunctionArn: string;
}

/**
 * The Lambda handler that follows up findings: it delivers each change to other systems, closes a finding when its
 * sweep is over, and sends the alerts that a bound held back. It also sends notices to operators. After a failure Lambda delivers
 * the event again, and finally moves it to the dead-letter queue.
 */
export function createHandler(
  parts: FollowUpParts,
): (event: unknown, context: FollowUpContext) => Promise<void> {
  const { closer, timerFor, heldAlerts, lateAlerts, noticeBound, clock, logger, synthetic } = parts;

  /** First what alerts people, then what other systems get. */
  async function follow({ change, heldBack }: ReceivedChange, timer: Timer): Promise<void> {
    if (synthetic !== undefined && change.finding.principal.roleArn === synthetic.roleArn) {
      synthetic.count();
      return;
    }
    if (heldBack === 'critical-second') {
      await lateAlerts.add(change, timer);
    } else if (heldBack !== undefined) {
      await heldAlerts.hold(change, timer);
    }
    if (change.kind !== 'closed') {
      await timer.set({ ref: refOf(change.finding), at: clock() + QUIET_MS, attempt: 0 });
    }
    await deliverToAll(change);
  }

  /** @throws AggregateError of the failed outlets. The retry delivers to all outlets again. */
  async function deliverToAll(change: FindingChange): Promise<void> {
    const deliveries = await Promise.allSettled(
      parts.outlets.map((outlet) => outlet.deliver(change, clock())),
    );
    const errors = deliveries.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) {
      throw new AggregateError(
        errors,
        `Could not deliver finding ${change.finding.id} to ${errors.length} of ${deliveries.length} systems.`,
      );
    }
  }

  async function close(
    { ref, attempt }: Pick<CloseAppointment, 'ref' | 'attempt'>,
    timer: Timer,
  ): Promise<void> {
    const outcome = await closer.close(ref);
    const { findingId } = ref;
    if (outcome.state === 'open') {
      const at = Math.max(outcome.until, clock() + MIN_AHEAD_MS);
      await timer.set({ ref, at, attempt: attempt + 1 });
      logger.info('Finding still open', { findingId, until: new Date(at).toISOString() });
    } else if (outcome.state === 'closed') {
      const { audience, heldBack } = outcome.notification ?? {};
      logger.info('Finding closed', { findingId, audience, ...(heldBack && { heldBack }) });
    } else {
      logger.warn('Finding no longer known', { findingId });
    }
  }

  async function work({ kind, start }: BoundTask, timer: Timer): Promise<void> {
    switch (kind) {
      case 'gather-alerts':
        logger.info('Held-back alerts gathered', { count: await heldAlerts.gather(start) });
        break;
      case 'gather-notices':
        logger.info('Held-back notices gathered', { count: await noticeBound.gather(start) });
        break;
      case 'send-critical':
        logger.info('Late critical alerts sent', { count: await lateAlerts.send(timer) });
        break;
    }
  }

  async function notify(notice: EventNotice, timer: Timer): Promise<void> {
    const isSent = await noticeBound.send(notice, timer);
    logger.info('Notice to operators', { ...notice, isSent });
  }

  return async (event, { invokedFunctionArn }) => {
    const timer = timerFor(invokedFunctionArn);
    const invocation = readInvocation(event);
    if ('close' in invocation) {
      await close(invocation.close, timer);
    } else if ('task' in invocation) {
      await work(invocation.task, timer);
    } else if ('notice' in invocation) {
      await notify(invocation.notice, timer);
    } else {
      if (invocation.otherMessages > 0) {
        logger.info('Messages ignored: not about a finding', { count: invocation.otherMessages });
      }
      for (const change of invocation.changes) {
        await follow(change, timer);
      }
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
