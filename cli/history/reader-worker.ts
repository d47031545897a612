import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { ReadCallsOptions } from '../../src/replay/read-calls';
import { serveReads } from '../../src/replay/threads/serve-reads';

/** The program of a thread that reads trail files. Its `workerData` holds the options, except for the digest. */
serveReads(parentPort as MessagePort, {
  ...(workerData as Omit<ReadCallsOptions, 'digest'>),
  digest: sha256Digest,
});
