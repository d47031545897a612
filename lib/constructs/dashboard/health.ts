import {
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  Column,
  type IAlarm,
  MathExpression,
  type SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../src/metrics/metric-catalog';
import type { IngestionPath } from '../ingestion';
import { type DashboardRow, FIVE_MINUTES, graph, hourly, ROW_HEIGHT, totals } from './graphs';

/** An alarm widget shows no more than this. */
const MAX_ALARMS = 100;

export interface HealthProps {
  /** At most 100: CloudWatch rejects a dashboard with more in one widget. */
  readonly alarms: readonly IAlarm[];
  readonly ingestion: Pick<IngestionPath, 'oldest'>;
}

/** @throws Error when there are too many alarms for one widget. */
export function health({ alarms, ingestion }: HealthProps): DashboardRow {
  if (alarms.length > MAX_ALARMS) {
    throw new Error(
      `The dashboard has ${alarms.length} alarms, but one widget shows at most ${MAX_ALARMS}. Split the widget in lib/constructs/dashboard/health.ts.`,
    );
  }
  return {
    title: 'Health',
    note: 'The alarms that changed last come first. Each description says what to do. No calls at all: see docs/operations.md#silence.',
    widgets: [
      new AlarmStatusWidget({
        title: 'Alarms',
        alarms: [...alarms],
        sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
        width: 13,
        height: ROW_HEIGHT,
      }),
      new Column(
        callsSince('-PT1H', 'Calls, last hour'),
        callsSince('-P1D', 'Calls, last 24 hours'),
      ),
      graph({
        title: 'Oldest waiting call (s)',
        width: 7,
        period: FIVE_MINUTES,
        left: [
          new MathExpression({
            label: 'age of the oldest call',
            expression: `age / ${ingestion.oldest.perSecond}`,
            usingMetrics: { age: ingestion.oldest.metric },
            period: FIVE_MINUTES,
          }),
        ],
      }),
    ],
  };
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
