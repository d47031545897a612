import { routeRecord } from '../../demo/event-bus';
import { eventOfLetter } from '../../src/redrive/event-of-letter';
import { recordOf } from '../support/records';

const EVENT = routeRecord(recordOf('describe-instances'));
const QUOTA_EVENT = routeRecord(recordOf('get-service-quota'));

const OTHER_QUOTA_EVENT = {
  ...QUOTA_EVENT,
  detail: recordOf('get-service-quota', {
    requestParameters: { serviceCode: 'ec2', quotaCode: 'L-34B43A08' },
  }),
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function invocationRecord(requestPayload: unknown) {
  return {
    version: '1.0',
    timestamp: '2026-03-01T12:04:00.000Z',
    requestContext: {
      requestId: '5b5e0e0a-7c1c-4b7e-9f3e-0d2f6f6d1c11',
      functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:detector:$LATEST',
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'AccessDeniedException', errorMessage: 'no' },
  };
}

const ALARM = {
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  detail: { alarmName: 'a', state: { value: 'ALARM' } },
};

describe('the event in a dead letter', () => {
  it.each<[string, unknown, unknown]>([
    ['what EventBridge left', EVENT, EVENT],
    ['what Lambda left of its invocation', invocationRecord(EVENT), EVENT],
    ['the call of another rule', invocationRecord(QUOTA_EVENT), QUOTA_EVENT],
    [
      'a call for a quota that only the settings of the detector may list',
      OTHER_QUOTA_EVENT,
      OTHER_QUOTA_EVENT,
    ],
    [
      'an event of which the detector has to say what is wrong',
      { ...EVENT, account: '999999999999' },
      { ...EVENT, account: '999999999999' },
    ],
  ])('is found: %s', (_case, body, event) => {
    const content = eventOfLetter(JSON.stringify(body));

    expect(content).toEqual({ kind: 'event', event: expect.any(String) });
    expect(JSON.parse((content as { event: string }).event)).toEqual(event);
  });

  it.each<[string, unknown, unknown]>([
    ['the event of an alarm', ALARM, 'aws.cloudwatch'],
    ['the event of an alarm, in a record of Lambda', invocationRecord(ALARM), 'aws.cloudwatch'],
    [
      'another call',
      { ...EVENT, detail: recordOf('describe-instances', { eventName: 'RunInstances' }) },
      'aws.ec2',
    ],
    ['another source', { ...EVENT, source: 'example.ec2' }, 'example.ec2'],
    ['a record without its event', recordOf('describe-instances'), expect.anything()],
    ['a record of Lambda in another', invocationRecord(invocationRecord(EVENT)), expect.anything()],
    ['a log file', { Records: [recordOf('describe-instances')] }, expect.anything()],
    ['a list of events', [EVENT], [EVENT]],
    ['a detail that is text', { ...EVENT, detail: 'x' }, 'aws.ec2'],
    ['an empty object', {}, {}],
    ['null', null, null],
    ['a number', 7, 7],
  ])('is not there: %s', (_case, body, seen) => {
    expect(eventOfLetter(JSON.stringify(body))).toEqual({ kind: 'other-event', seen });
  });

  it.each<[string, string]>([
    ['no JSON', '{"detail":'],
    ['nothing', ''],
    // Can be parsed, and not be written. An error here would end the pass before every other message as well.
    [
      'an event with lists in lists',
      JSON.stringify({ ...EVENT, resources: 'deep' }).replace('"deep"', nested(100_000)),
    ],
  ])('cannot be read: %s', (_case, body) => {
    expect(eventOfLetter(body)).toEqual({ kind: 'unreadable', seen: body });
  });

  it('is not there: lists in lists', () => {
    expect(eventOfLetter(nested(100_000)).kind).toBe('other-event');
  });
});

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}
