import {
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  Column,
  type IAlarm,
  MathExpression,
  type SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { CatalogRule } from '../../../src/detection/rules/rule-catalog';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { FIVE_MINUTES, hourlyMaximum } from '../../project-metric';
import { oldestCall } from '../detector-target';
import { type DashboardRow, graph, hourly, ROW_HEIGHT, totals } from './graphs';

/** An alarm widget shows no more than this. */
const MAX_ALARMS = 100;

export interface HealthProps {
  /** At most 100: CloudWatch rejects a dashboard with more in one widget. */
  readonly alarms: readonly IAlarm[];
  readonly detector: { readonly lambda: IFunction };
  readonly runbookUrl: string;
  /** Enabled rules of which no heartbeat proves that calls arrive. */
  readonly unproven: readonly CatalogRule[];
}

/** @throws Error when there are too many alarms for one widget. */
export function health({ alarms, detector, runbookUrl, unproven }: HealthProps): DashboardRow {
  if (alarms.length > MAX_ALARMS) {
    throw new Error(
      `The dashboard has ${alarms.length} alarms, but one widget shows at most ${MAX_ALARMS}. Split the widget in lib/constructs/dashboard/health.ts.`,
    );
  }
  return {
    title: 'Health',
    note: `The alarms that changed last come first. Each description says what to do. [No calls at all?](${runbookUrl}#silence)${unprovenNote(unproven)}`,
    widgets: [
      new AlarmStatusWidget({
        title: 'Alarms',
        alarms: [...alarms],
        sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
        width: 10,
        height: ROW_HEIGHT,
      }),
      new Column(
        callsSince('-PT1H', 'Calls, last hour'),
        callsSince('-P1D', 'Calls, last 24 hours'),
      ),
      totals({
        title: 'Proofs and checks, last 24 hours',
        width: 4,
        height: ROW_HEIGHT,
        metrics: [
          hourly(METRICS.syntheticFindings).with({ label: 'synthetic findings' }),
          hourlyMaximum(METRICS.subscribersMissing).with({ label: 'subscribers missing' }),
          hourlyMaximum(METRICS.stackInstancesNotCurrent).with({ label: 'forwarders missing' }),
          hourlyMaximum(METRICS.organizationMismatch).with({ label: 'wrong organization' }),
        ],
        start: '-P1D',
      }),
      graph({
        title: 'Oldest waiting call (s)',
        width: 6,
        period: FIVE_MINUTES,
        left: [
          new MathExpression({
            label: 'age of the oldest call',
            expression: 'age / 1000',
            usingMetrics: { age: oldestCall(detector.lambda) },
            period: FIVE_MINUTES,
          }),
        ],
      }),
    ],
  };
}

function unprovenNote(rules: readonly CatalogRule[]): string {
  const names = rules.map(({ id }) => id).join(', ');
  return names === '' ? '' : ` Unproven, because no heartbeat calls them: ${names}.`;
}

function callsSince(start: string, title: string): SingleValueWidget {
  return totals({
    title,
    width: 4,
    height: ROW_HEIGHT / 2,
    metrics: [hourly(METRICS.calls).with({ label: 'calls' })],
    start,
  });
}
