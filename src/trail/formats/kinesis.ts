import { objectOf, textOf } from '../../detection/json';
import type { Format } from './format';

/**
 * A record of a stream: from Lambda, and from `GetRecords`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Record.html
 */
export const kinesis: Format = {
  name: 'Kinesis records',
  from: 'the events of a Lambda function; `aws kinesis get-records`',
  open: (object) => {
    const base64 = textOf(objectOf(object, 'kinesis'), 'data') ?? textOf(object, 'Data');
    return base64 === undefined ? undefined : [{ kind: 'base64', base64 }];
  },
};
