import { textOf } from '../../detection/json';
import { type Format, listOf, values } from './format';

/**
 * Messages of a queue: from Lambda, and from `ReceiveMessage`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export const sqs: Format = {
  name: 'SQS messages',
  from: '`aws sqs receive-message`; the events of a Lambda function',
  open: (object) => {
    const messages = listOf(object, 'Messages');
    if (messages !== undefined) {
      return values(messages);
    }
    const isMessage = 'messageId' in object || 'MessageId' in object || 'ReceiptHandle' in object;
    const body = textOf(object, 'body') ?? textOf(object, 'Body');
    return isMessage && body !== undefined ? values([body]) : undefined;
  },
};
