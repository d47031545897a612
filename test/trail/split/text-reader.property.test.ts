import fc from 'fast-check';
import { mayHoldCall } from '../../../src/trail/split/prefilter';
import { anyChunkSizes, anyDocument, anyLayout, anyRecord } from '../json-texts';
import { RECORD_MEMBERS, readText } from '../read-text';

/** A record with any members around those that make it one. */
const anyCloudTrailRecord = fc
  .tuple(fc.constantFrom({}, { eventVersion: '1.11' }), anyRecord, anyRecord)
  .map(([version, before, after]) => ({
    ...version,
    ...Object(before),
    ...RECORD_MEMBERS,
    requestParameters: after,
  }));

/** Records in a document, and the document. */
const anyWrapped = fc
  .tuple(fc.array(anyCloudTrailRecord, { maxLength: 4 }), fc.nat(3))
  .map(([records, kind]) => {
    const documents: readonly (readonly unknown[])[] = [
      [{ Records: records }],
      [{ next: [1, '}'], Events: records, last: {} }],
      [records],
      records,
    ];
    return { records, documents: documents[kind] ?? [] };
  });

function parsed(texts: readonly string[]): unknown[] {
  return texts.map((text) => JSON.parse(text));
}

describe('TextReader, whatever the text', () => {
  it('finds the records that JSON.parse finds, in any layout and any chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyWrapped, anyLayout), { maxLength: 4 }),
        fc.constantFrom('\n', '\r\n', ' ', ',\n', '\n\n', ''),
        anyChunkSizes,
        (wrapped, separator, chunkSizes) => {
          const text = wrapped
            .flatMap(([{ documents }, layout]) => documents.map(layout))
            .join(separator);

          const { records, problems } = readText(text, { chunkSizes });

          expect(problems).toEqual([]);
          const expected = wrapped.flatMap(([one, layout]) =>
            one.records.map((record) => JSON.parse(layout(record))),
          );
          expect(parsed(records)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('counts each record once, parsed or passed over, with and without names', () => {
    const anyName = fc.constantFrom('DescribeInstances', 'GetServiceQuota', 'ListBuckets', 'é');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyCloudTrailRecord, anyName), { maxLength: 6 }),
        anyLayout,
        anyChunkSizes,
        fc.boolean(),
        (named, layout, chunkSizes, isList) => {
          const all = named.map(([record, eventName]) => ({ ...record, eventName }));
          const text = isList ? layout({ Records: all }) : all.map(layout).join('\n');

          const read = readText(text, { names: mayHoldCall, chunkSizes });

          expect(read.problems).toEqual([]);
          expect(read.records.length + read.skipped).toBe(all.length);
          const isCall = ({ eventName }: { eventName: string }) => mayHoldCall.includes(eventName);
          expect(parsed(read.records).filter((record) => isCall(record as never))).toEqual(
            JSON.parse(JSON.stringify(all)).filter(isCall),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses no other line to a truncated one', () => {
    fc.assert(
      fc.property(
        fc.array(anyCloudTrailRecord, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        anyChunkSizes,
        (documents, lineChoice, cutChoice, chunkSizes) => {
          const lines = documents.map((document) => JSON.stringify(document));
          const broken = lineChoice % lines.length;
          const line = lines[broken] ?? '';
          const cutLine = line.slice(0, 1 + (cutChoice % (line.length - 1)));
          const whole = lines.filter((_, index) => index !== broken);
          const text = lines.map((item, index) => (index === broken ? cutLine : item)).join('\n');

          const { records, problems } = readText(text, { chunkSizes });

          expect(parsed(records)).toEqual(parsed(whole));
          expect(problems.map((problem) => problem.line)).toEqual([broken + 1]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never fails, and places every problem in the text', () => {
    const fragment = fc.oneof(
      anyDocument.map((document) => Buffer.from(JSON.stringify(document))),
      anyDocument.map((document) => Buffer.from(JSON.stringify(document, null, 1))),
      fc
        .constantFrom('{', '[', '}', ']', '"', '\\', '\n', '\n{', '\n[', ',', ':', 'x', '1')
        .map(Buffer.from),
      fc.constant(Buffer.from('{"Records":[{"eventVersion":"1.1"},')),
      fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(
        fc.array(fragment, { maxLength: 12 }),
        anyChunkSizes,
        fc.boolean(),
        (fragments, chunkSizes, isCut) => {
          const bytes = Buffer.concat(fragments);

          const { problems } = readText(bytes, { chunkSizes, isCut });

          const lines = bytes.toString('latin1').split('\n').length;
          const misplaced = problems.filter(
            ({ offset, line }) => offset > bytes.length || line < 1 || line > lines,
          );
          expect(misplaced).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
