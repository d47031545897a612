import { recordsIn } from '../../../src/trail/formats/records-in';
import { TWELVE_RECORDS } from './twelve-records';

const [FIRST = {}] = TWELVE_RECORDS;
const QUOTA = TWELVE_RECORDS.find(({ eventName }) => eventName === 'GetServiceQuota') ?? {};

const messagesOf = (value: unknown) =>
  [...recordsIn(value)].map((found) =>
    found.kind === 'not-understood' ? found.message : found.kind,
  );

describe('recordsIn', () => {
  it.each<[string, unknown, string]>([
    [
      'an OCSF event of VPC flow logs',
      { class_uid: 4001, metadata: { product: { name: 'Amazon VPC' } } },
      'an OCSF event that is not from CloudTrail',
    ],
    [
      'an Elastic document',
      { '@timestamp': 'x', event: { action: 'x' }, aws: {} },
      'event.original',
    ],
    ['a hit without its source', { _index: 'x', _id: '1', fields: {} }, '_source'],
    ['a GuardDuty finding', { schemaVersion: '2.0', service: {}, severity: 8 }, 'GuardDuty'],
    [
      'GuardDuty in EventBridge',
      { 'detail-type': 'GuardDuty Finding', source: 'aws.guardduty', detail: {} },
      'findings',
    ],
    ['a Security Hub finding', { SchemaVersion: '2018-10-08', ProductArn: 'x' }, 'Security Hub'],
    ['AWS Config', { fileVersion: '1.0', configurationItems: [] }, 'AWS Config'],
    ['a VPC flow log', { version: 2, srcaddr: '10.0.0.1', dstaddr: '10.0.0.2' }, 'VPC flow log'],
    [
      'a lookup without CloudTrailEvent',
      { EventId: 'x', EventName: 'x', Username: 'x' },
      'keep CloudTrailEvent',
    ],
    [
      'a record without its event',
      { eventTime: 'x', userIdentity: {} },
      'without eventName or eventSource',
    ],
    [
      'a test case',
      { should_match: [FIRST], should_not_match: [] },
      '"should_match", "should_not_match"',
    ],
    ['an empty object', {}, 'it is empty'],
    ['a number', 42, '42'],
    ['null', null, 'null'],
    ['words', 'hello', '"hello"'],
    ['words in a message', { Type: 'Notification', Message: 'Hello' }, '"Hello"'],
    [
      'a column that is missing',
      { eventname: 'x', eventsource: 'x', eventtime: 'x' },
      'lacks awsRegion, eventID, userIdentity',
    ],
    [
      'an identity that is not clear',
      { ...FIRST, userIdentity: '{type=IAMUser, type=Root}' },
      'ambiguous',
    ],
    [
      'a call whose parameters are no columns',
      { ...QUOTA, requestParameters: undefined, userIdentity: '' },
      'lacks requestParameters',
    ],
    [
      'parameters that are not clear',
      { ...QUOTA, requestParameters: '{serviceCode=ec2, x={a=b}}' },
      'parameters cannot be read',
    ],
  ])('names what it does not understand: %s', (_name, value, words) => {
    expect(messagesOf(value)).toEqual([expect.stringContaining(words)]);
  });

  it('shows untrusted names and texts short and printable', () => {
    const [message = ''] = messagesOf({ '\u001b[2J\u202e': 1, [`${'x'.repeat(500)}`]: 2 });

    expect(message).toMatch(/^[ -~]+$/);
    expect(message.length).toBeLessThan(250);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['a digest file', { digestStartTime: 'x', logFiles: [] }, ['digest']],
    ['an Insights event', { eventType: 'AwsCloudTrailInsight', insightDetails: {} }, ['insight']],
    [
      'an aggregated event',
      { eventType: 'AwsAggregatedEvent', eventSource: 'x', eventName: 'y' },
      ['aggregated'],
    ],
    [
      'a notification of S3',
      { Records: [{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }] },
      ['notification'],
    ],
    ['a notification of CloudTrail', { s3Bucket: 'x', s3ObjectKey: ['y'] }, ['notification']],
    ['a test event of S3', { Service: 'Amazon S3', Event: 's3:TestEvent' }, ['notification']],
    [
      'S3 in EventBridge',
      { 'detail-type': 'Object Created', source: 'aws.s3', detail: {} },
      ['notification'],
    ],
    ['a confirmation of SNS', { Type: 'SubscriptionConfirmation', Message: 'x' }, ['notification']],
    ['a control message', { messageType: 'CONTROL_MESSAGE', logEvents: [{}] }, []],
    ['an action of the bulk API', { index: { _index: 'x' } }, []],
    ['an empty log file', { Records: [] }, []],
    ['a log file of null', { Records: null }, []],
    ['an answer without events', { Events: [], NextToken: 'x' }, []],
    ['an empty list', [], []],
  ])('knows that there is no call in %s', (_name, value, kinds) => {
    expect(messagesOf(value)).toEqual(kinds);
  });

  it('finds a call of every class into which Security Lake sorts records', () => {
    const api = { operation: 'CreateUser', service: { name: 'iam.amazonaws.com' } };
    const metadata = { product: { name: 'CloudTrail' } };

    expect(
      messagesOf([3001, 3002, 3005].map((class_uid) => ({ class_uid, api, metadata }))),
    ).toEqual(['record', 'record', 'record']);
  });

  it('reads what is understood next to what is not', () => {
    expect(messagesOf({ Records: [FIRST, { x: 1 }, 'x', JSON.stringify(FIRST)] })).toEqual([
      'record',
      expect.stringContaining('"x"'),
      expect.stringContaining('"x"'),
      'record',
    ]);
  });
});
