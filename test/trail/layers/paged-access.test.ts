import { randomBytes } from 'node:crypto';
import { pagedAccess } from '../../../src/trail/layers/paged-access';

const MIB = 1024 * 1024;

describe('pagedAccess', () => {
  const bytes = randomBytes(10 * MIB);
  const open = () => {
    const reads: number[] = [];
    const read = async (start: number, end: number) => {
      reads.push(start);
      return bytes.subarray(start, end);
    };
    return { reads, access: pagedAccess({ size: bytes.length, read }) };
  };

  it.each([
    [0, 10],
    [4 * MIB - 5, 4 * MIB + 5],
    [3 * MIB, 9 * MIB],
    [10 * MIB - 3, 10 * MIB + 100],
    [11 * MIB, 12 * MIB],
    [7, 7],
  ])('gives the bytes from %d to %d', async (start, end) => {
    const part = await open().access.read(start, end);

    expect(part.equals(bytes.subarray(start, end))).toBe(true);
  });

  it('reads each page once, however small the parts are', async () => {
    const { reads, access } = open();
    for (let at = 0; at < bytes.length; at += 10_007) {
      await access.read(at, at + 46);
    }

    expect(reads).toEqual([0, 4 * MIB, 8 * MIB]);
  });
});
