import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  Column,
  type IAlarm,
  MathExpression,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import type { IngestionPath } from '../ingestion';
import { over } from '../operators-alarm';
import { type DashboardRow, graph, HOUR, ROW_HEIGHT } from './graphs';

const FIVE_MINUTES = Duration.minutes(5);

/** The most alarms that a widget can show. */
const MAX_ALARMS = 100;

export interface IsItAliveProps {
  /** @throws Error when there are more than 100: CloudWatch would refuse the dashboard. */
  readonly alarms: readonly IAlarm[];
  readonly ingestion: Pick<IngestionPath, 'oldest'>;
}

export function isItAlive({ alarms, ingestion }: IsItAliveProps): DashboardRow {
  if (alarms.length > MAX_ALARMS) {
    throw new Error(
      `The dashboard has ${alarms.length} alarms, and a widget shows up to ${MAX_ALARMS}. Split them in lib/constructs/dashboard/is-it-alive.ts.`,
    );
  }
  return {
    question: 'Is it alive?',
    note: 'Alarms that ring come first; the description of each names the heading of docs/operations.md that says what to do. No calls: docs/operations.md#silence.',
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
            label: 'waits for the detector',
            expression: `age / ${ingestion.oldest.perSecond}`,
            usingMetrics: { age: ingestion.oldest.metric },
            period: FIVE_MINUTES,
          }),
        ],
      }),
    ],
  };
}

/** The calls of a time of their own, whatever time the dashboard shows. */
function callsSince(start: string, title: string): SingleValueWidget {
  return new SingleValueWidget({
    title,
    width: 4,
    height: ROW_HEIGHT / 2,
    metrics: [projectMetric(METRICS.calls, {}, over(HOUR, 'Sum')).with({ label: 'calls' })],
    start,
    setPeriodToTimeRange: true,
    fullPrecision: true,
  });
}
