import type { Finding } from '../../src/detection/finding';
import { isObject, type JsonObject, objectOf, textOf } from '../../src/detection/json';
import {
  type FindingChange,
  NOTIFICATION_KINDS,
  type NotificationCause,
} from '../../src/detection/notification';
import type { CloseAppointment } from '../../src/ports/close-timer';

/** What the function is invoked for: changes of findings, from SNS, or an appointment to close one. */
export type FollowUpEvent =
  | { readonly changes: readonly FindingChange[] }
  | { readonly close: Pick<CloseAppointment, 'ref' | 'attempt'> };

/**
 * Reads an event of the function. Both kinds are written by the project itself: what is in them is taken as it is.
 *
 * @throws Error when it is neither.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function readInvocation(event: unknown): FollowUpEvent {
  const members = isObject(event) ? event : {};
  if (isObject(members['close'])) {
    return { close: members['close'] as unknown as CloseAppointment };
  }
  const records = Array.isArray(members['Records']) ? members['Records'].filter(isObject) : [];
  if (records.length === 0) {
    throw new Error(
      'The event is neither of SNS nor an appointment to close a finding; allowed: Records of SNS, or close with ref and attempt.',
    );
  }
  return { changes: records.map(changeOf) };
}

function changeOf(record: JsonObject): FindingChange {
  const sns = objectOf(record, 'Sns');
  const attribute = objectOf(objectOf(sns, 'MessageAttributes'), 'cause');
  const cause = JSON.parse(textOf(attribute, 'Value') ?? '{}') as Partial<NotificationCause>;
  const message = textOf(sns, 'Message');
  if (message === undefined || !NOTIFICATION_KINDS.some((kind) => kind === cause.kind)) {
    throw new Error(
      `The message of SNS is not about a finding: its attribute cause is of the kind ${JSON.stringify(cause.kind)}; allowed: ${NOTIFICATION_KINDS.join(', ')}.`,
    );
  }
  return { ...(cause as NotificationCause), finding: JSON.parse(message) as Finding };
}
