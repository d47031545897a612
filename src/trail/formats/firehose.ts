import { textOf } from '../../detection/json';
import type { Format } from './format';

/**
 * A record of Firehose, as it comes to a Lambda function or an HTTP endpoint: `{"recordId":"…","data":"<base64>"}`.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
 */
export const firehose: Format = {
  name: 'Firehose records',
  from: 'the events of a Lambda function or HTTP endpoint of Firehose; its objects in S3',
  open: (object) => {
    const base64 = textOf(object, 'data');
    return base64 === undefined ? undefined : [{ kind: 'base64', base64 }];
  },
};
