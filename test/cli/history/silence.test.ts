import { PassThrough } from 'node:stream';
import { watchSilence } from '../../../cli/history/silence';
import { writeNotice } from '../../../cli/output/notice';
import type { OnRead } from '../../../src/replay/read-calls';
import type { Reader } from '../../../src/replay/threads/reader';
import type { TrailSource } from '../../../src/trail/trail-source';

jest.useFakeTimers();

/** A watch, a reader that reads nothing, and what the watch wrote. */
function watch() {
  const stderr = new PassThrough();
  const silence = watchSilence({ stderr });
  let onRead: OnRead = () => {};
  let sources: readonly TrailSource[] = [];
  const given: Reader = {
    read: (open, read) => {
      sources = open;
      onRead = read;
      return new Promise(() => {});
    },
    stop: () => {},
    close: async () => {},
  };
  const reader = silence.watched(given);
  return {
    ...silence,
    reader,
    arrive: () => onRead(1, 0),
    sources: () => sources,
    written: () =>
      String(stderr.read() ?? '')
        .split('\n')
        .filter(Boolean),
  };
}

function wait(seconds: number): void {
  jest.advanceTimersByTime(seconds * 1000);
}

const FIFO: TrailSource = { kind: 'file', path: '/tmp/pipe' };
const FILES = Array.from(
  { length: 5 },
  (_, index): TrailSource => ({ kind: 'file', path: `${index}.json`, bytes: 10 }),
);

describe('a history from which nothing arrives', () => {
  it('gets a notice after 10 s, and each further one after twice as long', () => {
    const { reader, written } = watch();
    void reader.read([FIFO], () => {});

    wait(9);
    expect(written()).toEqual([]);
    wait(41);
    expect(written()).toEqual([
      'Nothing has arrived for 10 s. Waiting for /tmp/pipe.',
      'Nothing has arrived for 20 s. Waiting for /tmp/pipe.',
      'Nothing has arrived for 40 s. Waiting for /tmp/pipe.',
    ]);
  });

  it('names pipes before files of a known size, and not all of these', () => {
    const { reader, written } = watch();
    void reader.read([...FILES, FIFO], () => {});

    wait(10);

    expect(written()).toEqual([
      'Nothing has arrived for 10 s. Waiting for /tmp/pipe, 0.json, 1.json, 3 more.',
    ]);
  });

  it('is not mentioned while something arrives', async () => {
    const { reader, arrive, sources, written } = watch();
    const blocks = (async function* () {
      yield Buffer.from('{}');
    })();
    void reader.read([{ kind: 'stream', name: 'standard input', blocks }], () => {});

    wait(9);
    arrive();
    wait(9);
    const [source] = sources();
    for await (const _block of source?.kind === 'stream' ? source.blocks : []) {
      wait(9);
    }

    expect(written()).toEqual([]);
  });

  it('may still be searched', () => {
    const { hasFound, stop, written } = watch();

    wait(10);
    expect(written()).toEqual(['Nothing has arrived for 10 s. Waiting for the search for files.']);
    hasFound();
    stop();
    wait(60);
    expect(written()).toEqual([]);
  });
});

describe('a notice on a terminal', () => {
  it('replaces the progress bar', () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true });

    writeNotice({ stderr }, 'Waiting.');

    expect(String(stderr.read())).toBe('\r\u001b[KWaiting.\n');
  });
});
