import { createDetectorMetrics } from '../lambda/detector/detector-metrics';
import type { Measurement } from './measurement';
import { generateCall } from './state-cost';

/** What a call that comes to nothing writes to the log: the line of its metrics, in bytes. */
export function measureLogSize(): Measurement[] {
  const lines: string[] = [];
  const { log } = console;
  // Powertools then writes to the console of this process instead of one of its own.
  process.env['POWERTOOLS_DEV'] = 'true';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
  console.log = (line: string) => lines.push(line);
  try {
    const call = generateCall(0, 'aws-cli/2.24.10');
    createDetectorMetrics([call.region]).record({
      calls: [call],
      notUsed: [],
      outcome: { findings: [], failures: [], redeliveries: 0 },
    });
  } finally {
    console.log = log;
    delete process.env['POWERTOOLS_DEV'];
  }
  const value = lines.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0);
  return [{ name: 'log-bytes-per-call', value, unit: 'bytes', on: 'a call of its own event' }];
}
