import path from 'node:path';
import type { JsonObject } from '../../../src/detection/json';
import { runOrFail } from '../tools/commands';
import { pythonTool } from '../tools/toolchain';
import type { Emulator } from './emulator';

const SCRIPTS = path.join(__dirname, 'scripts');

/** An alarm on the number of messages in a queue. */
interface QueueAlarm {
  readonly name: string;
  readonly state: string;
  /** The number of messages. */
  readonly value: number;
}

/** Scripts that use boto3: as a second kind of caller, and for services that no client of the AWS SDK is here for. */
export interface Scripts {
  /** Calls DescribeInstances once in each region. */
  sweep(accessKeyId: string, regions: readonly string[]): Promise<void>;
  /** The emulator's CloudTrail records of the calls with an access key. */
  recordedCalls(accessKeyId: string, regions: readonly string[]): Promise<JsonObject[]>;
  /** Invokes a function. @throws Error when it fails. */
  invoke(functionArn: string, event?: unknown): Promise<void>;
  /** The messages in a log group. */
  logMessages(region: string, logGroup: string): Promise<string[]>;
  /** Tells CloudWatch how many messages are in a queue, which the emulator does not do itself. */
  carryQueueMetric(region: string, queueUrl: string): Promise<QueueAlarm[]>;
  /** Carries a metric from a log to CloudWatch, which the emulator does not do itself. @param name such as `Calls`. */
  carryMetric(region: string, logGroup: string, name: string): Promise<void>;
  /** What there is in the account, each as `region kind name`. */
  inventory(regions: readonly string[]): Promise<string[]>;
}

export function scriptsFor({ environment }: Emulator): Scripts {
  async function script(name: string, parameters: readonly string[], variables = {}) {
    const { stdout } = await runOrFail(
      name,
      pythonTool('python'),
      [path.join(SCRIPTS, name), ...parameters],
      { environment: { ...environment, ...variables } },
    );
    return stdout;
  }
  return {
    async sweep(accessKeyId, regions) {
      await script('sweep.py', regions, { AWS_ACCESS_KEY_ID: accessKeyId });
    },
    async recordedCalls(accessKeyId, regions) {
      return JSON.parse(await script('recorded_calls.py', [accessKeyId, ...regions]));
    },
    async invoke(functionArn, event = {}) {
      await script('invoke.py', [functionArn, JSON.stringify(event)]);
    },
    async logMessages(region, logGroup) {
      return JSON.parse(await script('function_log.py', [region, logGroup]));
    },
    async carryQueueMetric(region, queueUrl) {
      return JSON.parse(await script('carry_queue_metric.py', [region, queueUrl]));
    },
    async carryMetric(region, logGroup, name) {
      await script('carry_metric.py', [region, logGroup, name]);
    },
    async inventory(regions) {
      return JSON.parse(await script('inventory.py', regions));
    },
  };
}
