import type { TextBlock } from './gunzip';

/** Enough of a text that is not JSON to see what it is. */
const BEGINNING_BYTES = 64 * 1024;

/** Whether a text begins like JSON with records, or is blank. */
export function looksLikeJson(text: Buffer): boolean {
  return startOf(text) !== 'other';
}

function startOf(text: Buffer): 'blank' | 'json' | 'other' {
  const [first] = /[^\s\ufeff]/.exec(text.toString('utf8', 0, 256)) ?? [''];
  if (first === '' && text.length <= 256) {
    return 'blank';
  }
  return first === '{' || first === '[' ? 'json' : 'other';
}

/** The beginning of a text, and all its blocks. */
export interface BegunText {
  readonly beginning: Buffer;
  readonly blocks: AsyncIterable<TextBlock>;
}

/** Reads no more of a text than it takes to see whether it is JSON and, if not, what it may be. */
export async function beginText(blocks: AsyncIterable<TextBlock>): Promise<BegunText> {
  const rest = blocks[Symbol.asyncIterator]();
  const taken: TextBlock[] = [];
  let beginning = Buffer.alloc(0);
  let failure: { readonly error: unknown } | undefined;
  try {
    while (startOf(beginning) !== 'json' && beginning.length < BEGINNING_BYTES) {
      const { value, done } = await rest.next();
      if (done === true) {
        break;
      }
      taken.push(value);
      beginning = Buffer.concat([beginning, value.text]);
    }
  } catch (error) {
    failure = { error };
  }
  const all = async function* (): AsyncGenerator<TextBlock> {
    try {
      yield* taken;
      if (failure !== undefined) {
        throw failure.error;
      }
      yield* { [Symbol.asyncIterator]: () => rest };
    } finally {
      await rest.return?.();
    }
  };
  return { beginning, blocks: all() };
}
