import type { Logger } from '@aws-lambda-powertools/logger';
import { incidentSecond } from '../../src/detection/incident/incident-id';
import type { Notification } from '../../src/detection/notification';
import type { EventNotice } from '../../src/detection/operators-notice';
import { type Closer, QUIET_MS } from '../../src/engine/closer';
import type { HeldAlerts } from '../../src/engine/held-alerts';
import type { LateAlerts } from '../../src/engine/late-alerts';
import type { NoticeBound } from '../../src/engine/notice-bound';
import type { Clock } from '../../src/ports/clock';
import type { CloseAppointment, CloseTimer, IncidentRef } from '../../src/ports/close-timer';
import type { IncidentOutlet } from '../../src/ports/incident-outlet';
import type { BoundTask, TaskTimer } from '../../src/ports/task-timer';
import { readInvocation } from './read-invocation';

/** Shortest time until an appointment, in milliseconds, because schedules have a resolution of one minute. */
const MIN_AHEAD_MS = 60_000;

/** The store keeps every incident for at least this long, in milliseconds. */
const KNOWN_MS = 24 * 3_600_000;

type Timer = CloseTimer & TaskTimer;

export interface FollowUpParts {
  readonly closer: Closer;
  /** The topic whose messages send no alert. */
  readonly archiveTopicArn: string;
  /** Creates the timer that invokes the function with this ARN. */
  readonly timerFor: (functionArn: string) => Timer;
  /** The systems that receive all incidents. The failure of one does not affect the others. */
  readonly outlets: readonly IncidentOutlet[];
  readonly heldAlerts: HeldAlerts;
  readonly lateAlerts: LateAlerts;
  readonly noticeBound: NoticeBound;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Synthetic incidents, if there are any: the function counts them, and does nothing else about them. */
  readonly synthetic?: { readonly roleArn: string; readonly count: () => void } | undefined;
}

/** The members of the Lambda context that the handler needs. */
export interface FollowUpContext {
  readonly invokedFunctionArn: string;
}

/**
 * The Lambda handler that follows up incidents: it delivers each notification to other systems, closes an incident when it is
 * over, and sends the alerts that a bound held back. It also sends notices to operators. After a failure Lambda delivers
 * the event again, and finally moves it to the dead-letter queue.
 */
export function createHandler(
  parts: FollowUpParts,
): (event: unknown, context: FollowUpContext) => Promise<void> {
  const { closer, timerFor, heldAlerts, lateAlerts, noticeBound, clock, logger, synthetic } = parts;

  /** First what alerts people, then what other systems get. */
  async function follow(notification: Notification, timer: Timer): Promise<void> {
    const { audience: _audience, heldBack, ...change } = notification;
    if (synthetic !== undefined && change.incident.identity.key === synthetic.roleArn) {
      synthetic.count();
      return;
    }
    if (heldBack === 'critical-second') {
      await lateAlerts.add(change, timer);
    } else if (heldBack !== undefined) {
      await heldAlerts.hold(change, heldBack === 'old' ? 'old' : 'bound', timer);
    }
    // Each appointment makes the next one until the incident is closed, so the first one is enough.
    if (change.kind === 'opened') {
      await timer.set({ ref: refOf(notification), at: clock() + QUIET_MS, attempt: 0 });
    }
    await deliverToAll(notification);
  }

  /** @throws AggregateError of the failed outlets. The retry delivers to all outlets again. */
  async function deliverToAll(notification: Notification): Promise<void> {
    const deliveries = await Promise.allSettled(
      parts.outlets.map((outlet) => outlet.deliver(notification, clock())),
    );
    const errors = deliveries.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) {
      throw new AggregateError(
        errors,
        `Could not deliver ${notification.incident.id} to ${errors.length} of ${deliveries.length} systems.`,
      );
    }
  }

  async function close(
    { ref, attempt }: Pick<CloseAppointment, 'ref' | 'attempt'>,
    timer: Timer,
  ): Promise<void> {
    const outcome = await closer.close(ref);
    const { incidentId } = ref;
    if (outcome.state === 'open') {
      const at = Math.max(outcome.until, clock() + MIN_AHEAD_MS);
      await timer.set({ ref, at, attempt: attempt + 1 });
      logger.info('Incident still open', { incidentId, until: new Date(at).toISOString() });
    } else if (outcome.state === 'closed') {
      const { audience, heldBack } = outcome.notification ?? {};
      logger.info('Incident closed', { incidentId, audience, ...(heldBack && { heldBack }) });
    } else if (clock() - incidentSecond(incidentId) * 1000 < KNOWN_MS) {
      throw new Error(
        `The ledger of "${ref.identity}" does not list ${incidentId}, which is younger than 24 h. Nothing will close it.`,
      );
    } else {
      logger.warn('Incident no longer known', { incidentId });
    }
  }

  async function work({ kind, start }: BoundTask, timer: Timer): Promise<void> {
    switch (kind) {
      case 'gather-alerts':
        logger.info('Held-back alerts gathered', {
          count: await heldAlerts.gather('bound', start),
        });
        break;
      case 'gather-old-alerts':
        logger.info('Old alerts gathered', { count: await heldAlerts.gather('old', start) });
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
    const invocation = readInvocation(event, parts.archiveTopicArn);
    if ('close' in invocation) {
      await close(invocation.close, timer);
    } else if ('task' in invocation) {
      await work(invocation.task, timer);
    } else if ('notice' in invocation) {
      await notify(invocation.notice, timer);
    } else {
      if (invocation.otherMessages > 0) {
        logger.info('Messages ignored: not about an incident', { count: invocation.otherMessages });
      }
      for (const notification of invocation.notifications) {
        await follow(notification, timer);
      }
    }
  };
}

function refOf({ incident }: Notification): IncidentRef {
  return { identity: incident.identity.key, incidentId: incident.id };
}
