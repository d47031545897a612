import { TextReader } from '../../src/trail/split/text-reader';

/** What a {@link TextReader} found in a text. */
export interface ReadText {
  /** The records, as JSON. */
  readonly records: string[];
  readonly skipped: number;
  readonly problems: { readonly fault: string; readonly offset: number; readonly line: number }[];
}

export interface ReadTextOptions {
  /** Sizes of the chunks, used in turn; without any, the text is one chunk. */
  readonly chunkSizes?: readonly number[];
  /** Event names of the records to parse. */
  readonly names?: readonly string[];
  readonly maxBytes?: number;
  /** Whether the rest of the text cannot be read. */
  readonly isCut?: boolean;
}

/** What makes an object a record. */
export const RECORD_MEMBERS = { eventSource: 's3.amazonaws.com', eventName: 'ListBuckets' };

const RECORD = JSON.stringify(RECORD_MEMBERS).replace('}', ',"a"');

/** Makes each object a record that begins with the member `a`. */
export function withRecords(text: string): string {
  return text.replace(/\{(\s*)"a"/g, (_match, space: string) => RECORD.replace('{', `{${space}`));
}

/** Writes records shorter again, as they were before {@link withRecords}. */
export function shortened(record: string): string {
  return record.replaceAll(RECORD, '{"a"');
}

export function readText(text: string | Buffer, options: ReadTextOptions = {}): ReadText {
  const result = { records: [] as string[], skipped: 0, problems: [] as ReadText['problems'] };
  const reader = new TextReader(
    {
      found: (found) =>
        result.records.push(
          found.kind === 'record' ? JSON.stringify(found.record) : `a ${found.kind}`,
        ),
      isKnown: () => false,
      pass: (count) => {
        result.skipped += count;
      },
      problem: (fault, _start, offset, line) => result.problems.push({ fault, offset, line }),
    },
    { names: options.names ?? [], maxBytes: options.maxBytes ?? 1_000_000 },
  );
  for (const chunk of chunksOf(Buffer.from(text), options.chunkSizes ?? [])) {
    reader.push(chunk);
  }
  reader.end(options.isCut ?? false);
  return result;
}

/** Copies, which shows whether a reader uses the memory of another chunk. */
function* chunksOf(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let start = 0;
  for (let turn = 0; start < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield Buffer.from(bytes.subarray(start, start + size));
    start += size;
  }
}
