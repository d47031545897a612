import fc from 'fast-check';
import { FileBatches } from '../../../src/replay/threads/file-batches';

interface File {
  readonly bytes: number;
}

async function batchesIn(batches: FileBatches<File>): Promise<(readonly File[])[]> {
  const all: (readonly File[])[] = [];
  for (let batch = await batches.next(); batch !== undefined; batch = await batches.next()) {
    expect(batch.number).toBe(all.length);
    all.push(batch.files);
  }
  return all;
}

const SIZES = fc.array(fc.nat(1_000_000), { maxLength: 300 });

describe('FileBatches', () => {
  it('keeps the order and leaves out none, with no batch too large that could be smaller', async () => {
    await fc.assert(
      fc.asyncProperty(SIZES, async (sizes) => {
        const all = await batchesIn(FileBatches.of(sizes.map((bytes) => ({ bytes }))));

        expect(all.flat().map(({ bytes }) => bytes)).toEqual(sizes);
        for (const batch of all) {
          const sum = batch.reduce((total, { bytes }) => total + bytes, 0);
          expect(batch.length === 1 || sum <= 512 * 1024).toBe(true);
          expect(batch.length).toBeLessThanOrEqual(64);
        }
      }),
    );
  });

  it('gives the same batches to several who ask before the files are known', async () => {
    await fc.assert(
      fc.asyncProperty(SIZES, fc.integer({ min: 1, max: 5 }), async (sizes, takers) => {
        const files = sizes.map((bytes) => ({ bytes }));
        const batches = new FileBatches<File>();
        const taken: (readonly File[])[] = [];
        const take = async (): Promise<void> => {
          for (let batch = await batches.next(); batch; batch = await batches.next()) {
            expect(taken[batch.number]).toBeUndefined();
            taken[batch.number] = batch.files;
          }
        };
        const all = Promise.all(Array.from({ length: takers }, take));

        for (const [index, file] of files.entries()) {
          batches.add(file);
          if (index % 50 === 0) {
            await Promise.resolve();
          }
        }
        batches.end();
        await all;

        expect(taken).toEqual(await batchesIn(FileBatches.of(files)));
      }),
    );
  });

  it('gives a full batch before it is known whether more files come', async () => {
    const batches = new FileBatches<File>();
    const files = Array.from({ length: 64 }, () => ({ bytes: 1 }));

    for (const file of files) {
      batches.add(file);
    }

    expect(await batches.next()).toEqual({ number: 0, files });
  });
});
