import type { Finding } from '../../src/detection/finding';
import { isObject, type JsonObject, objectOf, textOf } from '../../src/detection/json';
import {
  type FindingChange,
  NOTIFICATION_KINDS,
  type NotificationCause,
} from '../../src/detection/notification';
import type { CloseAppointment } from '../../src/ports/close-timer';

/** The input of the function: changes of findings from SNS, or an appointment to close a finding. */
export type FollowUpEvent =
  | { readonly changes: readonly FindingChange[] }
  | { readonly close: Pick<CloseAppointment, 'ref' | 'attempt'> };

/**
 * Reads the input of the function. RegionSweep itself writes both kinds, so their content is not validated.
 *
 * @throws Error for any other input.
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
      'Unknown input for the follow-up function. Allowed: an SNS event (Records), or an appointment to close a finding (close, with ref and attempt).',
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
      `The SNS message is not a notification: its attribute cause has the kind ${JSON.stringify(cause.kind)}. Allowed: ${NOTIFICATION_KINDS.join(', ')}.`,
    );
  }
  return { ...(cause as NotificationCause), finding: JSON.parse(message) as Finding };
}
