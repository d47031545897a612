import { isObject, objectOf, textOf } from '../../src/detection/cloudtrail/json';
import type { Finding } from '../../src/detection/finding';
import { NOTIFICATION_KINDS } from '../../src/detection/notification';
import type { CloseAppointment } from '../../src/ports/close-timer';
import type { FindingChange } from '../../src/ports/finding-outlet';

/** A finding as a topic has it, and what happened to it. */
export interface ChangedFinding {
  readonly finding: Finding;
  readonly change: FindingChange;
}

/** What the function is invoked for: changes of findings, from SNS, or an appointment to close one. */
export type FollowUpEvent =
  | { readonly changes: readonly ChangedFinding[] }
  | { readonly close: Pick<CloseAppointment, 'ref' | 'attempt'> };

/**
 * Reads an event of the function. Both kinds are written by the project itself: what is in them is taken as it is.
 *
 * @throws Error when it is neither.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function readInvocation(event: unknown): FollowUpEvent {
  if (isObject(event) && isObject(event['close'])) {
    return { close: event['close'] as unknown as CloseAppointment };
  }
  const records = isObject(event) && Array.isArray(event['Records']) ? event['Records'] : [];
  if (records.length === 0) {
    throw new Error(
      'The event is neither of SNS nor an appointment to close a finding; allowed: Records of SNS, or close with ref and attempt.',
    );
  }
  return { changes: records.map(changeOf) };
}

function changeOf(record: unknown): ChangedFinding {
  const sns = objectOf(isObject(record) ? record : {}, 'Sns');
  const kind = textOf(objectOf(objectOf(sns, 'MessageAttributes'), 'kind'), 'Value');
  const change = NOTIFICATION_KINDS.find((known) => known === kind);
  const message = textOf(sns, 'Message');
  if (change === undefined || message === undefined) {
    throw new Error(
      `The message of SNS is not about a finding: its attribute kind is ${JSON.stringify(kind)}; allowed: ${NOTIFICATION_KINDS.join(', ')}.`,
    );
  }
  return { finding: JSON.parse(message) as Finding, change };
}
