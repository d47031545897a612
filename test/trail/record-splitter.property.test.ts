import fc from 'fast-check';
import { anyChunkSizes, anyDocument, anyLayout, anyRecord } from './json-texts';
import { splitText } from './split-text';

/** What the records of a document are, with the whole document in hand. */
function recordsOf(document: unknown): unknown[] {
  if (Array.isArray(document)) {
    return document;
  }
  const lists = Object.entries(Object(document)).filter(
    ([name, value]) => ['Records', 'Events'].includes(name) && Array.isArray(value),
  );
  const isText = typeof document === 'string';
  return lists.length === 0 || isText ? [document] : lists.flatMap(([, list]) => list as unknown[]);
}

function parsed(texts: readonly string[]): unknown[] {
  return texts.map((text) => JSON.parse(text));
}

describe('RecordSplitter, whatever the text', () => {
  it('finds the records that JSON.parse finds, in any layout and any chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyDocument, anyLayout), { maxLength: 4 }),
        fc.constantFrom('\n', '\r\n', ' ', ',\n', '\n\n'),
        anyChunkSizes,
        (documents, separator, chunkSizes) => {
          const text = documents.map(([document, layout]) => layout(document)).join(separator);

          const { records, problems } = splitText(text, { chunkSizes });

          expect(problems).toEqual([]);
          const expected = documents.flatMap(([document, layout]) =>
            recordsOf(JSON.parse(layout(document))),
          );
          expect(parsed(records)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses no other line to a truncated one', () => {
    fc.assert(
      fc.property(
        fc.array(anyRecord, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        anyChunkSizes,
        (documents, lineChoice, cutChoice, chunkSizes) => {
          const lines = documents.map((document) => JSON.stringify({ id: 1, ...Object(document) }));
          const broken = lineChoice % lines.length;
          const line = lines[broken] ?? '';
          const cutLine = line.slice(0, 1 + (cutChoice % (line.length - 1)));
          const whole = lines.filter((_, index) => index !== broken);
          const text = lines.map((item, index) => (index === broken ? cutLine : item)).join('\n');

          const { records, problems } = splitText(text, { chunkSizes });

          expect(parsed(records)).toEqual(parsed(whole));
          expect(problems.map((problem) => problem.line)).toEqual([broken + 1]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says the same of any bytes, however they are cut into chunks', () => {
    const fragment = fc.oneof(
      anyDocument.map((document) => Buffer.from(JSON.stringify(document))),
      anyDocument.map((document) => Buffer.from(JSON.stringify(document, null, 1))),
      fc
        .constantFrom('{', '[', '}', ']', '"', '\\', '\n', '\n{', '\n[', ',', ':', 'x', '1')
        .map(Buffer.from),
      fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), anyChunkSizes, (fragments, chunkSizes) => {
        const bytes = Buffer.concat(fragments);
        for (const isCut of [false, true]) {
          expect(splitText(bytes, { chunkSizes, isCut })).toEqual(splitText(bytes, { isCut }));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
