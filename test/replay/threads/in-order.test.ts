import fc from 'fast-check';
import { InOrder } from '../../../src/replay/threads/in-order';
import { shuffled } from '../../support/delivery';

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
