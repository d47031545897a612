import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundledProgram } from '../../../cli/bundled-programs';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import {
  type CollectedCalls,
  collectCalls,
  type HistoryFile,
} from '../../../src/replay/collect-calls';
import { FileBatches } from '../../../src/replay/threads/file-batches';
import { createLocalReader, type Reader } from '../../../src/replay/threads/reader';
import { createWorkerReader } from '../../../src/replay/threads/worker-reader';
import { logFileText } from '../../../tools/samples/delivery';
import { generateTrail } from '../../../tools/samples/generate-trail';
import { settingsOf } from '../../support/calls';

const SETTINGS = { settings: settingsOf() };
const OPTIONS = { ...SETTINGS, digest: sha256Digest };

let folder: string;
let files: HistoryFile[];
let workers: Reader[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-readers-'));
  files = generateTrail().files.map((file, index) => {
    const name = path.join(folder, `${index}.json.gz`);
    const bytes = gzipSync(logFileText(file));
    // Some are broken, and one is not there at all.
    if (index !== 7) {
      mkdirSync(path.dirname(name), { recursive: true });
      writeFileSync(name, index % 10 === 0 ? bytes.subarray(0, -20) : bytes);
    }
    return { bytes: bytes.length * 50, open: () => ({ kind: 'file', path: name }) };
  });
  const code = await bundledProgram('reader');
  workers = [1, 2, 3].map(() => createWorkerReader({ code, data: SETTINGS }));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  rmSync(folder, { recursive: true });
});

async function collect(readers: readonly Reader[], all: readonly HistoryFile[] = files) {
  const read = { bytes: 0, records: 0 };
  const collected = await collectCalls(FileBatches.of(all), {
    readers,
    local: createLocalReader(OPTIONS),
    digest: sha256Digest,
    seed: 7,
    onRead: (bytes, records) => {
      read.bytes += bytes;
      read.records += records;
    },
  });
  return { collected, read };
}

function plain({ calls, ...rest }: CollectedCalls) {
  return { ...rest, calls: [...calls] };
}

describe('threads that read', () => {
  it('find what one thread finds, problems and repeats too, in the same order', async () => {
    const inOne = await collect([createLocalReader(OPTIONS)]);
    const inThree = await collect(workers);

    expect(plain(inThree.collected)).toEqual(plain(inOne.collected));
    expect(inThree.read).toEqual(inOne.read);
    expect(inOne.collected.problems).toHaveLength(12);
    expect(inOne.collected.calls.size).toBeGreaterThan(300);
    expect(inOne.read.records).toBe(inOne.collected.tally.records);
  });

  it('leave to this thread what can be read but once', async () => {
    const blocks = (async function* () {
      yield Buffer.from('{"eventName":"X","eventSource":"y"}\n');
    })();
    const stream: HistoryFile = {
      bytes: 0,
      open: () => ({ kind: 'stream', name: 'a stream', blocks }),
    };

    const { collected } = await collect(workers, [files[1], stream, files[2]] as HistoryFile[]);

    const without = await collect(workers, [files[1], files[2]] as HistoryFile[]);
    expect(collected.tally.records).toBe(without.collected.tally.records + 1);
    expect(collected.problems).toEqual([]);
  });

  it('say so when they break', async () => {
    const broken = createWorkerReader({ code: 'throw new Error("no memory left");', data: {} });

    await expect(collect([broken])).rejects.toThrow('no memory left');
    await broken.close();
  });

  it('stop on request, with what was read', async () => {
    const stopping = new AbortController();
    const reader = createLocalReader(OPTIONS);

    const collected = await collectCalls(FileBatches.of(files), {
      readers: [reader],
      local: reader,
      digest: sha256Digest,
      seed: 7,
      signal: stopping.signal,
      onRead: () => stopping.abort(),
    });

    expect(collected.isInterrupted).toBe(true);
    expect(collected.tally.records).toBeGreaterThan(0);
    expect(collected.tally.records).toBeLessThan(1000);
  });
});
