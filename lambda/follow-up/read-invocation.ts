import type { Incident } from '../../src/detection/incident/incident';
import { isObject, type JsonObject, objectOf, textOf } from '../../src/detection/json';
import {
  HOLD_REASONS,
  NOTIFICATION_KINDS,
  type Notification,
  type NotificationCause,
} from '../../src/detection/notification';
import { type EventNotice, noticeOfEvent } from '../../src/detection/operators-notice';
import { HELD_BACK } from '../../src/notification/message';
import type { CloseAppointment } from '../../src/ports/close-timer';
import { BOUND_TASKS, type BoundTask } from '../../src/ports/task-timer';

/** The input of the function. */
export type FollowUpEvent =
  /** Messages of the topics. Those that are not about an incident are only counted. */
  | { readonly notifications: readonly Notification[]; readonly otherMessages: number }
  /** An appointment to close an incident. */
  | { readonly close: Pick<CloseAppointment, 'ref' | 'attempt'> }
  /** An appointment for alerts or notices that a bound held back. */
  | { readonly task: BoundTask }
  /** An event for operators. */
  | { readonly notice: EventNotice };

/**
 * Reads the input of the function. RegionSweep itself writes appointments and messages about incidents, so their content
 * is not validated.
 *
 * @throws Error for any other input.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function readInvocation(event: unknown, archiveTopicArn: string): FollowUpEvent {
  const members = isObject(event) ? event : {};
  if (isObject(members['close'])) {
    const { identity } = objectOf(members['close'], 'ref');
    if (identity === undefined) {
      // An appointment of an earlier release, to close a finding.
      return { notifications: [], otherMessages: 1 };
    }
    return { close: members['close'] as unknown as CloseAppointment };
  }
  const { kind } = objectOf(members, 'task');
  if (BOUND_TASKS.some((known) => known === kind)) {
    return { task: members['task'] as BoundTask };
  }
  if (textOf(members, 'detail-type') !== undefined && isObject(members['detail'])) {
    return { notice: noticeOfEvent(members) };
  }
  const records = Array.isArray(members['Records']) ? members['Records'].filter(isObject) : [];
  if (records.length === 0) {
    throw new Error(
      'Unknown input for the follow-up function. Allowed: an SNS event (Records), an event of EventBridge (detail), or an appointment (close, with ref and attempt, or task, with kind and start).',
    );
  }
  const notifications = records.flatMap((record) => notificationOf(record, archiveTopicArn) ?? []);
  return { notifications, otherMessages: records.length - notifications.length };
}

/**
 * @returns `undefined` for a message that is not about an incident, such as an alarm that somebody sends to the topic, or
 * one of an earlier release, which published findings.
 */
function notificationOf(record: JsonObject, archiveTopicArn: string): Notification | undefined {
  const sns = objectOf(record, 'Sns');
  const attribute = (name: string): string | undefined =>
    textOf(objectOf(objectOf(sns, 'MessageAttributes'), name), 'Value');
  const cause = attribute('cause');
  const message = textOf(sns, 'Message');
  if (cause === undefined || message === undefined) {
    return undefined;
  }
  const parsed = JSON.parse(cause) as Partial<NotificationCause>;
  if (!NOTIFICATION_KINDS.some((kind) => kind === parsed.kind)) {
    throw new Error(
      `The SNS message is not a notification: its attribute cause has the kind ${JSON.stringify(parsed.kind)}. Allowed: ${NOTIFICATION_KINDS.join(', ')}.`,
    );
  }
  const incident = JSON.parse(message) as Partial<Incident>;
  if (incident.identity === undefined) {
    return undefined;
  }
  const heldBack = HOLD_REASONS.find((reason) => reason === attribute(HELD_BACK));
  return {
    ...(parsed as NotificationCause),
    incident: incident as Incident,
    audience: textOf(sns, 'TopicArn') === archiveTopicArn ? 'archive' : 'people',
    ...(heldBack !== undefined && { heldBack }),
  };
}
