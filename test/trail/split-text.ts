import { RecordSplitter } from '../../src/trail/split/record-splitter';
import { StringWatch } from '../../src/trail/split/string-watch';
import { WatchedStrings } from '../../src/trail/split/watched-strings';

/** What a splitter reported about a text. */
export interface SplitText {
  /** The texts of the records. */
  readonly records: string[];
  readonly skipped: number;
  readonly problems: { readonly fault: string; readonly offset: number; readonly line: number }[];
}

export interface SplitOptions {
  /** Sizes of the chunks, used in turn; without any, the text is one chunk. */
  readonly chunkSizes?: readonly number[];
  readonly filter?: WatchedStrings;
  readonly maxRecordBytes?: number;
  /** Whether the text goes on but cannot be had. */
  readonly isCut?: boolean;
}

export function splitText(text: string | Buffer, options: SplitOptions = {}): SplitText {
  const bytes = Buffer.from(text);
  const result = { records: [] as string[], skipped: 0, problems: [] as SplitText['problems'] };
  const splitter = new RecordSplitter(
    {
      record: (record) => result.records.push(record.toString()),
      skip: (count) => {
        result.skipped += count;
      },
      problem: (fault, _start, offset, line) => result.problems.push({ fault, offset, line }),
    },
    new StringWatch(options.filter ?? new WatchedStrings()),
    options.maxRecordBytes ?? 1_000_000,
  );
  for (const chunk of chunksOf(bytes, options.chunkSizes ?? [])) {
    splitter.push(chunk);
  }
  splitter.end(options.isCut ?? false);
  return result;
}

/** Copies, so that a splitter that keeps the memory of a chunk is found out. */
function* chunksOf(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let start = 0;
  for (let turn = 0; start < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield Buffer.from(bytes.subarray(start, start + size));
    start += size;
  }
}
