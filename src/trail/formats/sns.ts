import { type JsonObject, objectOf, textOf } from '../../detection/json';
import { type Format, type Part, values } from './format';

/**
 * A notification of SNS, from a queue, an endpoint or Lambda.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export const sns: Format = {
  name: 'SNS notifications',
  from: 'a subscription, alone or through SQS, Firehose or Lambda',
  open: (object) => openNotification(object) ?? openNotification(objectOf(object, 'Sns')),
};

function openNotification(object: JsonObject): Part[] | undefined {
  const [type, message] = [textOf(object, 'Type'), textOf(object, 'Message')];
  if (type === undefined || message === undefined) {
    return undefined;
  }
  if (type === 'Notification') {
    return values([message]);
  }
  return type.endsWith('Confirmation') ? [{ kind: 'notification' }] : undefined;
}
