import fc from 'fast-check';
import { unwrap } from '../../../src/detection/cloudtrail/unwrap';
import { mayHoldCall } from '../../../src/trail/split/prefilter';
import { recordOf } from '../../support/records';
import { anyChunkSizes, anyLayout, anyRecord } from '../json-texts';
import { splitText } from '../split-text';
import { tallyOf } from '../tally-file';

const call = recordOf('describe-instances');

/** The text of a record, as short as it can be, with some bytes replaced. */
function textOf(overrides: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    eventName: 'ListBuckets',
    eventSource: 's3.amazonaws.com',
    ...overrides,
  });
}

describe('mayHoldCall', () => {
  it.each([
    ['another event', textOf({})],
    ['another event of a similar name', textOf({ eventName: 'DescribeInstanceStatus' })],
    ['another event of the same length', textOf({ eventName: 'DescribeInstanceX' })],
    ['the name as a part of a text', textOf({ userAgent: 'DescribeInstances/1.0' })],
    ['another event in an envelope', `{"detail-type":"x","detail":${textOf({})}}`],
  ])('passes over %s', (_what, text) => {
    expect(splitText(text, { filter: mayHoldCall })).toMatchObject({ skipped: 1, records: [] });
  });

  it.each([
    ['a call', JSON.stringify(call)],
    ['a call of the other rule', JSON.stringify(recordOf('get-service-quota'))],
    ['a call in an envelope', JSON.stringify({ 'detail-type': 'x', detail: call })],
    [
      'a call as text',
      JSON.stringify({ ...call, eventName: 'x', CloudTrailEvent: JSON.stringify(call) }),
    ],
    ['a name with an escape', textOf({}).replace('ListBuckets', 'Describe\\u0049nstances')],
    [
      'a call that reads a default quota, with an escape',
      textOf({ eventName: 'GetAWSDefaultServiceQuota' }).replace('Default', 'Def\\u0061ult'),
    ],
    ['a call that reads a default quota', textOf({ eventName: 'GetAWSDefaultServiceQuota' })],
    ['a key with an escape', textOf({}).replace('eventName', 'event\\u004eame')],
    ['the name in a list', textOf({ eventName: ['DescribeInstances'] })],
    ['the name where it is no event', textOf({ requestParameters: ['GetServiceQuota'] })],
    ['a record without eventName', textOf({ eventName: undefined })],
    ['a record without eventSource', textOf({ eventSource: undefined })],
    ['a digest', '{"digestStartTime":"x","logFiles":[]}'],
    ['a scalar', '42'],
  ])('lets %s through', (_what, text) => {
    for (const chunkSizes of [[], [1]]) {
      const { records, skipped } = splitText(text, { filter: mayHoldCall, chunkSizes });

      expect({ records, skipped }).toEqual({ records: [text], skipped: 0 });
    }
  });

  it('passes over no broken record that would be missed, and says so as ever', () => {
    const text = `${textOf({})}\n${textOf({}).slice(0, 20)}\n${textOf({})}`;

    expect(splitText(text, { filter: mayHoldCall })).toMatchObject({
      skipped: 2,
      problems: [{ line: 2 }],
    });
  });

  it('finds what it finds byte by byte, where no record can be passed over', () => {
    const anyRecordText = fc.constantFrom(
      textOf({}),
      textOf({ eventName: 'DescribeInstances' }),
      textOf({ eventName: undefined }),
      textOf({ requestParameters: 'x'.repeat(300) }),
      textOf({ requestParameters: 'a\nb' }),
      textOf({}).slice(0, -1),
      '42',
    );
    const anySeparator = fc.constantFrom(',', ',', ',', ', ', ',\n', ',,', ' ', '', ']', '}');
    const isRuledOut = (record: string): boolean =>
      ['"eventName"', '"eventSource"'].every((text) => record.includes(text)) &&
      !['"DescribeInstances"', '\\'].some((text) => record.includes(text));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyRecordText, anySeparator), { maxLength: 12 }),
        (elements) => {
          const list = elements.map((parts) => parts.join('')).join('');
          const text = `{"Records":[${list}${textOf({})}]}`;

          const read = splitText(text, { filter: mayHoldCall, maxRecordBytes: 250 });

          const all = splitText(text, { maxRecordBytes: 250, chunkSizes: [1] });
          expect(read).toEqual({
            records: all.records.filter((record) => !isRuledOut(record)),
            skipped: all.records.filter(isRuledOut).length,
            problems: all.problems,
          });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('changes the fate of no record, whatever is in it', () => {
    const anyName = fc.constantFrom('DescribeInstances', 'GetServiceQuota', 'ListBuckets', 'é');
    const anySource = fc.constantFrom('ec2.amazonaws.com', 's3.amazonaws.com');
    const anyFilled = fc
      .tuple(anyRecord, anyName, anySource, anyRecord)
      .map(([before, eventName, eventSource, after]) => ({
        ...Object(before),
        ...call,
        eventName,
        eventSource,
        requestParameters: after,
      }));
    fc.assert(
      fc.property(
        fc.array(anyFilled, { maxLength: 4 }),
        anyLayout,
        anyChunkSizes,
        fc.nat(),
        (records, layout, chunkSizes, escapes) => {
          const text = records
            .map(layout)
            .map((document) =>
              document.replace(/[A-Z]/g, (letter, at) =>
                (escapes >> (at % 30)) & 1 ? `\\u00${letter.charCodeAt(0).toString(16)}` : letter,
              ),
            )
            .join('\n');

          const read = splitText(text, { filter: mayHoldCall, chunkSizes });

          const unwrapped = read.records
            .map((record) => JSON.parse(record))
            .flatMap((record) => [...unwrap([record])]);
          expect(tallyOf({ unwrapped, skipped: read.skipped })).toEqual(
            tallyOf({ unwrapped: [...unwrap(records)], skipped: 0 }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
