import { textOf } from '../../detection/json';
import { type Format, notUnderstood, values } from './format';

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html */
export const lookupEvents: Format = {
  name: '`lookup-events`',
  from: '`aws cloudtrail lookup-events`, with `--output json` or `text`, also with `--query` if the result has `CloudTrailEvent`',
  open: (object) => {
    const record = textOf(object, 'CloudTrailEvent');
    if (record !== undefined) {
      return values([record]);
    }
    const isEvent = 'EventId' in object && 'EventName' in object && !('AWSRegion' in object);
    return isEvent
      ? [
          notUnderstood(
            'This looks like an event of "aws cloudtrail lookup-events" without its CloudTrailEvent. Run the command again and keep CloudTrailEvent in --query.',
          ),
        ]
      : undefined;
  },
};
