import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { lambdaNode } from '../lambda-node';
import { type Measurement, rounded } from '../measurement';

const ROOT = path.join(__dirname, '../../..');

/** What the worker writes. */
interface Figures {
  /** Microseconds for each event. */
  readonly figures: Readonly<Record<string, number>>;
  readonly events: number;
  readonly runs: number;
}

/** Processor time of the handler without the network, warm, under the Node that Lambda has. */
export function measureProcessorTime(): Measurement[] {
  const node = lambdaNode();
  const { status, output } = spawnSync(
    node.command,
    ['--import', 'tsx', 'tools/bench/processor-time/worker.ts'],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        // The log is as it is in Lambda, and nobody reads it.
        POWERTOOLS_METRICS_DISABLED: 'false',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
      encoding: 'utf8',
    },
  );
  if (status !== 0) {
    throw new Error(
      `tools/bench/processor-time/worker.ts ended with exit code ${status}; see above.`,
    );
  }
  const { figures, events, runs } = JSON.parse(output[3] ?? '') as Figures;
  const on = `user and system time, first ${events} calls of the day, ${node.label}, median of ${runs} warm runs`;
  return Object.entries(figures).map(([name, value]) => ({
    name: `processor-time-${name}`,
    value: rounded(value),
    unit: 'µs per call',
    on: name.endsWith('in-memory')
      ? `${on}; memory store`
      : `${on}; requests to DynamoDB answered in process`,
  }));
}
