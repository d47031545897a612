import { mayHoldCall } from '../../../src/trail/split/prefilter';
import { type Scanned, valueScan } from '../../../src/trail/split/value-scan';
import { recordOf } from '../../support/records';
import { readText } from '../read-text';

/** Blocks of the scan have 64 bytes: twice as many offsets have every place in a block, and in the one after. */
const OFFSETS = Array.from({ length: 130 }, (_, index) => index);

function scanned(text: string, from = 0): Scanned {
  const options = { isList: false, needsComma: false, names: mayHoldCall, maxBytes: 1_000_000 };
  return valueScan().scan(Buffer.from(text), from, options);
}

/** The text of a record as CloudTrail writes it, with some members replaced. */
function textOf(
  members: Readonly<Record<string, unknown>> = {},
  version: unknown = '1.11',
): string {
  return JSON.stringify({
    eventVersion: version,
    userIdentity: { type: 'Root' },
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    ...members,
  });
}

describe('ValueScan', () => {
  it.each(OFFSETS)('finds the end of a value of any length: %d', (more) => {
    const object = `{"a":${' '.repeat(more)}[{"b":"}]\u00e9\\"{"},[]]}`;

    expect(scanned(`${object}x`)).toMatchObject({ end: Buffer.byteLength(object), stop: 'other' });
    expect(scanned(`  ${object}`, 1)).toMatchObject({ stop: 'more', listed: 1 });
    expect(scanned(object.slice(0, -1))).toMatchObject({ stop: 'more', next: 0, listed: 0 });
  });

  it.each(OFFSETS)('finds the name of a record at any offset: %d', (more) => {
    const padding = 'x'.repeat(more);

    expect(scanned(textOf({ userIdentity: padding }))).toMatchObject({ passed: 1, listed: 0 });
    for (const eventName of mayHoldCall) {
      expect(scanned(textOf({ userIdentity: padding, eventName }))).toMatchObject({ listed: 1 });
    }
  });

  it.each(OFFSETS)('is not misled by escapes at any offset: %d', (more) => {
    const text = textOf({ userAgent: `${'x'.repeat(more)}\\"{\\\\` });

    expect(scanned(`${text}x`)).toMatchObject({ end: text.length, passed: 1 });
  });

  it.each([
    ['another event', textOf()],
    ['another event of a similar name', textOf({ eventName: 'DescribeInstanceStatus' })],
    ['another event of the same length', textOf({ eventName: 'DescribeInstanceX' })],
    ['the name of a call elsewhere', textOf({ userAgent: 'DescribeInstances' })],
    ['the name of a call within a member', textOf({ x: { eventName: 'DescribeInstances' } })],
    ['a record with spaces', textOf().replaceAll('":', '": ')],
    ['a record on several lines', textOf().replaceAll(',', ',\n')],
  ])('passes over %s', (_what, text) => {
    expect(scanned(text)).toMatchObject({ passed: 1, listed: 0, end: text.length });
  });

  it.each([
    ['a call', textOf(recordOf('describe-instances'))],
    ['a call of the other rule', textOf(recordOf('get-service-quota'))],
    ['a call of another name', textOf({ eventName: 'GetAWSDefaultServiceQuota' })],
    ['a name with an escape', textOf().replace('ListBuckets', 'Describe\\u0049nstances')],
    ['a key with an escape', textOf().replace('eventName', 'event\\u004eame')],
    ['a second name', textOf().replace(/}$/, ',"eventName":"DescribeInstances"}')],
    ['a name in a list', textOf({ eventName: ['DescribeInstances'] })],
    ['an empty source', textOf({ eventSource: '' })],
    ['a record without eventName', textOf({ eventName: undefined, x: { eventName: 'a' } })],
    ['a record without eventSource', textOf({ eventSource: undefined, x: ['eventSource'] })],
    ['an Insights event', textOf({ eventName: undefined, insightDetails: { eventName: 'a' } })],
    ['a notification of Amazon S3', textOf({ eventSource: 'aws:s3' }, '2.1')],
    ['a record with another version', textOf({}, 1.1)],
    ['a record that begins otherwise', textOf().replace('{', '{"a":1,')],
    ['an EventBridge event', `{"detail-type":"x","detail":${textOf()}}`],
    ['a list', `[${textOf()}]`],
  ])('lists %s', (_what, text) => {
    expect(scanned(text)).toMatchObject({ passed: 0, listed: 1, end: text.length });
  });

  it.each([
    ['{"a":1}x', 'other', 7],
    ['{"a":1]', 'mismatch', 0],
    ['{"a":[1}', 'mismatch', 0],
    ['{"a":"\n"}', 'cut-string', 0],
    ['{"a":1\n{"b":2}', 'cut-line', 0],
    ['{"a":\n{"b":2}}', 'more', 14],
    ['{"Records": [ {}]}', 'records', 0],
  ])('stops at %j: %s', (text, stop, end) => {
    expect(scanned(text)).toMatchObject({ stop, end });
  });

  it('keeps texts and names apart', () => {
    const options = { isList: false, needsComma: false, maxBytes: 1_000_000 };
    const small = Buffer.from(textOf());
    const large = Buffer.from(textOf({ x: 'x'.repeat(300_000) }));
    for (const text of [small, large, small]) {
      for (const names of [mayHoldCall, ['ListBuckets'], [], ['x']]) {
        const { passed, end } = valueScan().scan(text, 0, { ...options, names });

        expect(end).toBe(text.length);
        expect(passed).toBe(names.length > 0 && names[0] !== 'ListBuckets' ? 1 : 0);
      }
    }
  });

  it('lists more values than its table holds', () => {
    const text = '{"eventSource":"a","eventName":"b"}\n'.repeat(5000);

    expect(readText(text).records.length).toBe(5000);
  });

  it('passes over no broken record', () => {
    const text = `${textOf()}\n${textOf().slice(0, 20)}\n${textOf()}`;

    expect(readText(text, { names: mayHoldCall })).toMatchObject({
      skipped: 2,
      problems: [{ line: 2 }],
    });
  });

  describe('fingerprints', () => {
    /** A call as CloudTrail writes it, whose parts can be replaced. */
    const CALL = JSON.stringify({
      ...recordOf('describe-instances'),
      tlsDetails: { clientProvidedHostHeader: 'ec2.us-east-1.amazonaws.com' },
    });

    function printOf(text: string) {
      expect(scanned(text)).toMatchObject({ listed: 1, end: text.length });
      return valueScan().listed(0).print;
    }

    it.each(OFFSETS)('gives what varies, at any offset: %d', (more) => {
      const { eventTime, eventID, awsRegion } = recordOf('describe-instances');
      const text = CALL.replace('"userIdentity":{', `"userIdentity":{"x":"${'x'.repeat(more)}",`);

      expect(printOf(text)?.members).toEqual({ eventTime, eventID, awsRegion });
    });

    it.each([
      ['eventTime', '2026-01-02T03:04:05Z'],
      ['eventID', 'another'],
      ['awsRegion', 'eu-central-2'],
      ['requestID', 'b'],
      ['clientProvidedHostHeader', 'ec2.eu-central-2.amazonaws.com'],
    ])('does not depend on %s', (name, value) => {
      const other = CALL.replace(new RegExp(`("${name}":")[^"]*`), `$1${value}`);

      expect(other).not.toBe(CALL);
      expect(printOf(other)?.text).toBe(printOf(CALL)?.text);
    });

    it('depends on every other byte', () => {
      const prints = new Set<string | undefined>();
      const agents = Array.from({ length: 3000 }, (_, index) => `agent/${index}`);
      for (const agent of agents) {
        prints.add(printOf(CALL.replace(/("userAgent":")[^"]*/, `$1${agent}`))?.text);
      }

      expect(prints.size).toBe(agents.length);
    });

    it.each([
      ['a member that occurs twice', CALL.replace(/}$/, ',"eventTime":"2026-01-02T03:04:05Z"}')],
      ['an escape in what varies', CALL.replace('"eventID":"', '"eventID":"\\n')],
      ['an escape in a name', CALL.replace('userAgent', 'user\\u0041gent')],
      ['a member that is no text', CALL.replace(/"awsRegion":"[^"]*"/, '"awsRegion":null')],
      ['a missing member', CALL.replace(/"eventID":"[^"]*",/, '')],
      [
        'a member that is not in the record itself',
        CALL.replace(/("eventID":"[^"]*")/, '"x":{$1}'),
      ],
      ['another name', CALL.replace('"eventTime":', '"":')],
      ['other characters than ASCII', CALL.replace('"userAgent":"', '"userAgent":"\u00e9')],
      ['a control character', CALL.replace('"eventID":"', '"eventID":"\u0001')],
      ['a very long text', CALL.replace('"eventID":"', `"eventID":"${'x'.repeat(200)}`)],
      ['a very long record', CALL.replace('"userAgent":"', `"userAgent":"${'x'.repeat(5000)}`)],
    ])('are missing for %s', (_what, text) => {
      expect(text).not.toBe(CALL);
      const end = scanned(text);

      expect(end).toMatchObject({ listed: 1 });
      expect(valueScan().listed(0).print).toBeUndefined();
    });
  });
});
