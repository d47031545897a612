import fc from 'fast-check';
import { inBatches } from '../../src/replay/file-batches';
import { InOrder } from '../../src/replay/in-order';
import { shuffled } from '../support/delivery';

describe('InOrder', () => {
  it('passes on in order what comes in any order, and at the end what waits in vain', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(), fc.nat(), (count, seed, missing) => {
        const numbers = Array.from({ length: count }, (_, number) => number);
        const coming = shuffled(numbers, seed).filter((number) => number !== missing);
        const taken: number[] = [];
        const inOrder = new InOrder<number>((number) => taken.push(number));

        for (const number of coming) {
          inOrder.put(number, number);
        }

        expect(taken).toEqual(numbers.slice(0, missing));
        inOrder.flush();
        expect(taken).toEqual(numbers.filter((number) => number !== missing));
      }),
    );
  });
});

describe('inBatches', () => {
  it('keeps the order and leaves out none, with no batch too large that could be smaller', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { maxLength: 300 }), (sizes) => {
        const batches = inBatches(sizes.map((bytes) => ({ bytes })));

        expect(batches.flat().map(({ bytes }) => bytes)).toEqual(sizes);
        for (const batch of batches) {
          const sum = batch.reduce((total, { bytes }) => total + bytes, 0);
          expect(batch.length === 1 || sum <= 512 * 1024).toBe(true);
          expect(batch.length).toBeLessThanOrEqual(64);
        }
      }),
    );
  });
});
