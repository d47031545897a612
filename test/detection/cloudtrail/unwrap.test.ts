import { RECORD_LISTS, type Unwrapped, unwrap } from '../../../src/detection/cloudtrail/unwrap';

const ONE = { eventName: 'One' };
const TWO = { eventName: 'Two' };
const DIGEST = { digestStartTime: '2026-03-01T12:00:00Z', logFiles: [] };

const record = (value: unknown): Unwrapped => ({ kind: 'record', record: value });
const ENVELOPE = { account: '1', source: 'aws.ec2', detailType: 'AWS API Call via CloudTrail' };
const event = (detail: unknown, envelope = { account: '1', source: 'aws.ec2' }) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  ...envelope,
  detail,
});

describe('unwrap', () => {
  it.each<[string, unknown, Unwrapped[]]>([
    ['a bare record', ONE, [record(ONE)]],
    ['a list of records', [ONE, TWO], [record(ONE), record(TWO)]],
    ['an empty list', [], []],
    ['an empty file of a trail', { Records: [] }, []],
    [
      'a list under Records rather than one under Events',
      { Events: [ONE], Records: [TWO] },
      [record(TWO)],
    ],
    ['an EventBridge event', event(ONE), [{ kind: 'record', record: ONE, envelope: ENVELOPE }]],
    [
      'a list of EventBridge events and records',
      [event(ONE), TWO],
      [{ kind: 'record', record: ONE, envelope: ENVELOPE }, record(TWO)],
    ],
    [
      'an EventBridge event that names neither account nor source',
      { 'detail-type': 'x', detail: ONE },
      [
        {
          kind: 'record',
          record: ONE,
          envelope: { account: undefined, source: undefined, detailType: 'x' },
        },
      ],
    ],
    [
      'an answer of LookupEvents',
      { Events: [{ EventId: 'x', CloudTrailEvent: JSON.stringify(ONE) }], NextToken: 'y' },
      [record(ONE)],
    ],
    ['one event of LookupEvents', { CloudTrailEvent: JSON.stringify(ONE) }, [record(ONE)]],
  ])('takes the records out of %s', (_case, value, expected) => {
    expect([...unwrap(value)]).toStrictEqual(expected);
  });

  it.each(RECORD_LISTS)('takes the records out of a list under %s', (name) => {
    expect([...unwrap({ [name]: [ONE, TWO] })]).toStrictEqual([record(ONE), record(TWO)]);
  });

  it.each<[string, unknown]>([
    ['an object with Records that is no list', { Records: 'x', Events: {} }],
    ['an object with a list that it inherits', Object.create({ Records: [ONE] })],
    ['an event whose detail is no object', event('x')],
    ['an event whose detail is a list', event([ONE])],
    ['a detail without a detail-type', { detail: ONE }],
    ['a CloudTrailEvent that is no text', { CloudTrailEvent: ONE }],
    ['a digest without log files', { digestStartTime: 'x' }],
    ['log files without a digest', { logFiles: [] }],
    ['null', null],
    ['a text', 'x'],
    ['a number', 7],
  ])('passes %s on as it is', (_case, value) => {
    expect([...unwrap(value)]).toStrictEqual([record(value)]);
    expect([...unwrap([value])]).toStrictEqual([record(value)]);
  });

  it('passes a list in a list on as it is', () => {
    expect([...unwrap([[ONE]])]).toStrictEqual([record([ONE])]);
  });

  it('names what is no record in an EventBridge event', () => {
    const event = {
      'detail-type': 'AWS Insight via CloudTrail',
      detail: { eventType: 'AwsCloudTrailInsight' },
    };

    expect([...unwrap(event)]).toEqual([{ kind: 'insight' }]);
  });

  it('tells a digest file by its members', () => {
    expect([...unwrap(DIGEST)]).toStrictEqual([{ kind: 'digest' }]);
    expect([...unwrap([DIGEST, ONE])]).toStrictEqual([{ kind: 'digest' }, record(ONE)]);
  });

  it.each([
    ['text', 'eventName: One'],
    ['half of one', '{"eventName":'],
    ['nothing', ''],
  ])('says that a CloudTrailEvent is unreadable that holds %s', (_case, text) => {
    const value = { Events: [{ CloudTrailEvent: text }, { CloudTrailEvent: '{}' }] };

    expect([...unwrap(value)]).toStrictEqual([{ kind: 'unreadable' }, record({})]);
  });

  it.each(['null', '7', '"x"', '[]'])('passes on a CloudTrailEvent of %s', (text) => {
    expect([...unwrap({ CloudTrailEvent: text })]).toStrictEqual([record(JSON.parse(text))]);
  });

  it('takes records out one at a time', () => {
    const records = unwrap({ Records: [ONE, TWO] });

    expect(records.next()).toEqual({ done: false, value: record(ONE) });
  });
});
