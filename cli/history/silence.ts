import { cleanText } from '../../src/detection/text';
import type { Reader } from '../../src/replay/threads/reader';
import { nameOf, type TrailSource } from '../../src/trail/trail-source';
import { writeNotice } from '../output/notice';
import type { Terminal } from '../terminal';

/** Silence after which a notice appears. The next one takes twice as long. */
const FIRST_NOTICE_MS = 10_000;
const CHECK_MS = 1000;

/** Sources that a notice names. */
const MAX_NAMES = 3;
/** UTF-8 bytes of a name that are shown. */
const MAX_NAME_BYTES = 200;

type Blocks = AsyncIterable<Uint8Array> & { readonly destroy?: () => unknown };

/**
 * Watches the reading of a history, and writes what it waits for if nothing arrives for a while: a pipe that nobody
 * writes to can stay silent for ever, and so can a network.
 *
 * @returns `hasFound`: the search for files has ended. `watched`: the same reader, watched. `stop`: call it at the end.
 */
export function watchSilence(terminal: Pick<Terminal, 'stderr'>) {
  const open = new Set<TrailSource>();
  let isSearching = true;
  let heardAt = performance.now();
  let patience = FIRST_NOTICE_MS;
  const hear = (): void => {
    heardAt = performance.now();
    patience = FIRST_NOTICE_MS;
  };
  const timer = setInterval(() => {
    const silence = performance.now() - heardAt;
    if (silence >= patience) {
      patience *= 2;
      const what = open.size === 0 && isSearching ? 'the search for files' : namesOf(open);
      const seconds = Math.round(silence / 1000);
      writeNotice(terminal, `Nothing has arrived for ${seconds} s. Waiting for ${what}.`);
    }
  }, CHECK_MS).unref();

  const watched = (reader: Reader): Reader => ({
    stop: () => reader.stop(),
    close: () => reader.close(),
    read: async (sources, onRead) => {
      const heard = sources.map((source) => heardOf(source, hear));
      for (const source of heard) {
        open.add(source);
      }
      try {
        return await reader.read(heard, (bytes, records) => {
          hear();
          onRead(bytes, records);
        });
      } finally {
        hear();
        for (const source of heard) {
          open.delete(source);
        }
      }
    },
  });
  return {
    hasFound: () => {
      isSearching = false;
      hear();
    },
    watched,
    stop: () => clearInterval(timer),
  };
}

/** The same source, which calls a function for each block that arrives. */
function heardOf(source: TrailSource, hear: () => void): TrailSource {
  if (source.kind !== 'stream') {
    return source;
  }
  const given: Blocks = source.blocks;
  const blocks: Blocks = {
    async *[Symbol.asyncIterator]() {
      for await (const block of given) {
        hear();
        yield block;
      }
    },
    destroy: () => given.destroy?.(),
  };
  return { ...source, blocks };
}

/** Sources that may never end come first: streams, and files without a size, which may be pipes. */
function namesOf(open: ReadonlySet<TrailSource>): string {
  const isSized = (source: TrailSource): number =>
    source.kind === 'bytes' || (source.kind === 'file' && source.bytes !== undefined) ? 1 : 0;
  const sources = [...open].sort((a, b) => isSized(a) - isSized(b));
  const names = sources
    .slice(0, MAX_NAMES)
    .map((source) => cleanText(nameOf(source), MAX_NAME_BYTES));
  const more = sources.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  return all.length === 0 ? 'the next file' : all.join(', ');
}
