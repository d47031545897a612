import { createDetectorMetrics } from '../../lambda/detector/detector-metrics';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import { figure, type Measurement } from './measurement';
import { sweep } from './traffic/flood';

/** The bytes that a call without a sweep writes to the log: the line of its metrics. */
export function measureLogSize(): Measurement[] {
  const lines: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (line) => lines.push(String(line)) > 0;
  try {
    const { rules, regions } = DEFAULT_CONFIG;
    const { calls } = takeCalls([...unwrap(sweep()[0]?.event)], {
      settings: rules,
      digest: sha256Digest,
    });
    createDetectorMetrics(regions).record({
      calls,
      watched: [],
      notUsed: [],
      outcome: { notifications: [], sweeps: [], failures: [], redeliveries: 0 },
    });
  } finally {
    process.stdout.write = write;
  }
  const value = lines.reduce((bytes, line) => bytes + Buffer.byteLength(line), 0);
  return [figure('log-bytes-per-call', value, 'bytes', 'one call per event')];
}
