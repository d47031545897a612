import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { smallTextOf } from '../../../src/trail/small-file';
import { tarOf, zipOf } from './archives';
import { contentsIn, readContents, streamOf } from './read-contents';

/** What people do to a file. */
const LAYERS: Readonly<Record<string, (bytes: Buffer) => Buffer | Promise<Buffer>>> = {
  gzip: (bytes) => gzipSync(bytes),
  members: (bytes) =>
    Buffer.concat([gzipSync(bytes.subarray(0, 3)), gzipSync(bytes.subarray(3)), Buffer.alloc(9)]),
  zip: (bytes) => zipOf([{ name: 'x', content: bytes }]),
  stored: (bytes) => zipOf([{ name: 'x', content: bytes, method: 0 }]),
  tar: (bytes) => tarOf([['x', bytes]]),
};

/** What people do to a text. */
const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

const texts = fc
  .string({ unit: 'grapheme', maxLength: 3000 })
  .map((text) => `{"a":${JSON.stringify(text)}}`);

describe('contentsOf', () => {
  it('gives back any text from any stack of layers, from files and streams', async () => {
    const stacks = fc.array(fc.constantFrom(...Object.keys(LAYERS)), { maxLength: 6 });
    const encodings = fc.constantFrom(...Object.keys(ENCODINGS));
    const parts = fc.integer({ min: 1, max: 2000 });
    await fc.assert(
      fc.asyncProperty(texts, encodings, stacks, parts, async (text, encoding, stack, part) => {
        let bytes = ENCODINGS[encoding]?.(text) as Buffer;
        for (const layer of stack) {
          bytes = (await LAYERS[layer]?.(bytes)) as Buffer;
        }
        const paths = stack.filter((layer) => layer !== 'gzip' && layer !== 'members');
        const expected = [{ name: ['a', ...paths.map(() => 'x')].join('/'), text }];

        expect(await contentsIn(bytes)).toEqual(expected);
        expect(await readContents(streamOf(bytes, part))).toEqual(expected);
        const small = smallTextOf({ kind: 'bytes', name: 'a', bytes });
        expect([undefined, text]).toContain(small?.text.toString());
      }),
      { numRuns: 150 },
    );
  });

  it('never throws, whatever is wrong with the bytes', async () => {
    const stored = await Promise.all(
      Object.values(LAYERS).map((store) => store(Buffer.from('{"a":1}\n'.repeat(300)))),
    );
    const faults = fc.record({
      bytes: fc.constantFrom(...stored),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      byte: fc.integer({ min: 0, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(faults, async ({ bytes, cut, at, byte }) => {
        const broken = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * cut)));
        const position = Math.floor(broken.length * at);
        broken.subarray(position, position + 2).fill(byte);

        const contents = await contentsIn(broken);

        for (const { text = '', message = '' } of contents) {
          expect(`${text}${message}`.length).toBeLessThan(100_000);
        }
      }),
      { numRuns: 500 },
    );
  });
});
