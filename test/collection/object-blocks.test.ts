import { objectBlocks } from '../../src/collection/object-blocks';
import { blocksOf, brokenOff } from '../support/streams';

const BLOCK = Buffer.from('block');

describe('objectBlocks', () => {
  it('passes blocks on', async () => {
    const { blocks, failure } = objectBlocks(
      (async function* () {
        yield BLOCK;
        yield BLOCK;
      })(),
    );

    expect(await blocksOf(blocks)).toEqual([BLOCK, BLOCK]);
    expect(failure()).toBeUndefined();
  });

  it('notes why a stream broke off', async () => {
    const broken = new Error('aborted');
    const { blocks, failure } = objectBlocks(brokenOff(BLOCK, broken));

    await expect(blocksOf(blocks)).rejects.toMatchObject({ name: 'SourceError', cause: broken });
    expect(failure()).toBe(broken);
  });

  it('fails when a stream stalls', async () => {
    const { blocks, failure } = objectBlocks(
      (async function* () {
        yield BLOCK;
        await new Promise(() => {});
      })(),
      20,
    );

    await expect(blocksOf(blocks)).rejects.toThrow('S3 sent nothing for 0.02 s');
    expect(failure()).toBeInstanceOf(Error);
  });

  it('closes a stream that is not read to its end', async () => {
    let isClosed = false;
    const { blocks } = objectBlocks(
      (async function* () {
        try {
          yield BLOCK;
          yield BLOCK;
        } finally {
          isClosed = true;
        }
      })(),
    );

    for await (const _ of blocks) {
      break;
    }
    expect(isClosed).toBe(true);
  });
});
