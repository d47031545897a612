import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { Emulator } from './emulator';
import type { Scripts } from './scripts';
import { CREDENTIALS, HOME_REGION } from './world';

/** A line of a log in the embedded metric format. */
type Line = Readonly<Record<string, unknown>> & {
  readonly _aws?: {
    /** By the clock of the function. */
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly { readonly Metrics: readonly Named[] }[];
  };
};
type Named = { readonly Name: string };

/**
 * Judges alarms by the metrics that the functions wrote to their log. AWS does so by itself; the emulator carries no
 * metric out of a log.
 */
export class WrittenMetrics {
  private readonly emulator: Emulator;
  private readonly scripts: Scripts;
  private readonly logGroup: string;
  private seen = 0;
  private now = 0;
  private lines: readonly Line[] = [];

  constructor(emulator: Emulator, scripts: Scripts, logGroup: string) {
    this.emulator = emulator;
    this.scripts = scripts;
    this.logGroup = logGroup;
  }

  /** Takes what was written since the last time as the metrics of an hour. @param now by the clock of the functions. */
  async readHour(now: number): Promise<void> {
    this.now = now;
    const messages = await this.scripts.logMessages(HOME_REGION, this.logGroup);
    this.lines = messages.slice(this.seen).flatMap((message) => metricsIn(message));
    this.seen = messages.length;
  }

  /** The state of a deployed alarm by the metrics of the hour. @param logicalId the start of its logical ID. */
  async stateOf(logicalId: string): Promise<string> {
    const client = new CloudWatchClient({
      endpoint: this.emulator.endpoint,
      region: HOME_REGION,
      credentials: CREDENTIALS,
    });
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}));
    const alarm = MetricAlarms.find(({ AlarmName = '' }) => AlarmName.includes(`-${logicalId}`));
    if (alarm === undefined) {
      throw new Error(`There is no alarm ${logicalId}.`);
    }
    const isBreached = this.isBreached(alarm);
    return isBreached ? 'ALARM' : 'OK';
  }

  private isBreached(alarm: MetricAlarm): boolean {
    const { MetricName = '', Statistic, Period = 0, Threshold = 0, ComparisonOperator } = alarm;
    const isSum = Statistic === 'Sum';
    // Without a heartbeat, calls come once an hour, so a sum counts those of the hour.
    const from = isSum ? 0 : this.now - Period * 1000;
    const values = this.lines
      .filter(({ _aws }) => (_aws?.Timestamp ?? 0) > from)
      .flatMap((line) => valuesOf(line, MetricName));
    if (values.length === 0) {
      return alarm.TreatMissingData === 'breaching';
    }
    const value = isSum ? values.reduce((a, b) => a + b) : Math.max(...values);
    return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
  }
}

function metricsIn(message: string): Line[] {
  try {
    const line = JSON.parse(message) as Line;
    return line._aws === undefined ? [] : [line];
  } catch {
    return [];
  }
}

function valuesOf(line: Line, name: string): number[] {
  const isHere = line._aws?.CloudWatchMetrics.some(({ Metrics }) =>
    Metrics.some(({ Name }) => Name === name),
  );
  return isHere ? [line[name]].flat().map(Number) : [];
}
