import { eventIn } from '../../detection/cloudtrail/unwrap';
import { isObject } from '../../detection/json';
import { type Format, notUnderstood, values } from './format';
import { isRecord } from './plain-record';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export const eventBridge: Format = {
  name: 'EventBridge events',
  from: 'a rule that writes to a queue, a log group or a stream; the replay of an archive',
  open: (object) => {
    const event = eventIn(object);
    if (event === undefined) {
      return undefined;
    }
    const { source, detail } = object;
    if (event.kind !== 'record' || (isObject(detail) && isRecord(detail))) {
      return [event];
    }
    if (source === 'aws.s3') {
      return [{ kind: 'notification' }];
    }
    return source === 'aws.guardduty' || source === 'aws.securityhub'
      ? [notUnderstood('This EventBridge event holds findings, not CloudTrail records.')]
      : values([detail]);
  },
};
