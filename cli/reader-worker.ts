import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { sha256Digest } from '../src/adapters/sha256-digest';
import type { RuleSettings } from '../src/detection/model';
import type { RuleId } from '../src/detection/rules/catalog';
import { serveReads } from '../src/replay/serve-reads';

/** The program of a thread that reads trail files. Its `workerData` is the settings of the rules. */
serveReads(parentPort as MessagePort, {
  settings: workerData as Readonly<Record<RuleId, RuleSettings>>,
  digest: sha256Digest,
});
