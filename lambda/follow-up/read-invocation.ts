import type { Incident } from '../../src/detection/incident/incident';
import { isObject, type JsonObject, objectOf, textOf } from '../../src/detection/json';
import {
  HOLD_REASONS,
  type HoldReason,
  type IncidentChange,
  NOTIFICATION_KINDS,
  type NotificationCause,
} from '../../src/detection/notification';
import { type EventNotice, noticeOfEvent } from '../../src/detection/operators-notice';
import { HELD_BACK } from '../../src/notification/message';
import type { CloseAppointment } from '../../src/ports/close-timer';
import { BOUND_TASKS, type BoundTask } from '../../src/ports/task-timer';

/** A change of an incident, and why its alert did not go to people, if it exceeded a bound. */
export interface ReceivedChange {
  readonly change: IncidentChange;
  readonly heldBack: HoldReason | undefined;
}

/** The input of the function. */
export type FollowUpEvent =
  /** Messages of the topics. Those that are not about an incident are only counted. */
  | { readonly changes: readonly ReceivedChange[]; readonly otherMessages: number }
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
export function readInvocation(event: unknown): FollowUpEvent {
  const members = isObject(event) ? event : {};
  if (isObject(members['close'])) {
    const { identity } = objectOf(members['close'], 'ref');
    if (identity === undefined) {
      // An appointment of an earlier release, to close a finding.
      return { changes: [], otherMessages: 1 };
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
  const changes = records.map(changeOf).filter((change) => change !== undefined);
  return { changes, otherMessages: records.length - changes.length };
}

/**
 * @returns `undefined` for a message that is not about an incident, such as an alarm that somebody sends to the topic, or
 * one of an earlier release, which published findings.
 */
function changeOf(record: JsonObject): ReceivedChange | undefined {
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
  return {
    change: { ...(parsed as NotificationCause), incident: incident as Incident },
    heldBack: HOLD_REASONS.find((reason) => reason === attribute(HELD_BACK)),
  };
}
