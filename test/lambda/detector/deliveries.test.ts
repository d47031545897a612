import { routeRecord } from '../../../demo/event-bus';
import { readDeliveries } from '../../../lambda/detector/deliveries';
import { unwrap } from '../../../src/detection/cloudtrail/unwrap';
import { cloudTrailRecord, sqsBatch } from '../../support/detector-handler';

const EVENT = routeRecord(cloudTrailRecord(1));
const [MESSAGE] = sqsBatch([EVENT]).Records as [Record<string, unknown>];

describe('readDeliveries', () => {
  it('takes an event as one delivery under its id', () => {
    expect(readDeliveries(EVENT)).toEqual({
      ingestion: 'direct',
      delivery: { id: EVENT?.id, values: [...unwrap(EVENT)] },
    });
  });

  it('takes each message of a batch as a delivery of the event in it', () => {
    const other = routeRecord(cloudTrailRecord(2));

    expect(readDeliveries(sqsBatch([EVENT, other]))).toEqual({
      ingestion: 'queue',
      deliveries: [
        { id: 'message-0', values: [...unwrap(EVENT)] },
        { id: 'message-1', values: [...unwrap(other)] },
      ],
    });
  });

  it.each<[string, unknown]>([
    ['a log file of CloudTrail', { Records: [cloudTrailRecord(1), cloudTrailRecord(2)] }],
    ['a log file without records', { Records: [] }],
    [
      'a log file of calls to SQS',
      { Records: [cloudTrailRecord(1, { eventSource: 'sqs.amazonaws.com', messageId: 'm' })] },
    ],
    ['a list in which one element is no message', { Records: [MESSAGE, cloudTrailRecord(1)] }],
    ['a list with a message that has no id', { Records: [{ ...MESSAGE, messageId: '' }] }],
    ['records of S3', { Records: [{ ...MESSAGE, eventSource: 'aws:s3' }] }],
    ['a list of texts', { Records: ['aws:sqs'] }],
    ['messages that are in no batch', [MESSAGE]],
    ['nothing', undefined],
  ])('takes %s for no batch', (_case, event) => {
    expect(readDeliveries(event)).toEqual({
      ingestion: 'direct',
      delivery: { id: undefined, values: [...unwrap(event)] },
    });
  });
});
