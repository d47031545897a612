import { GraphWidgetView, LegendPosition } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS, OTHER_REGION } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import { over } from '../operators-alarm';
import { type DashboardRow, graph, HOUR } from './graphs';

/** Higher than other rows, to make room for the legend. */
const HEIGHT = 8;

/** @param regions that calls are expected from; the calls of all other regions are counted together. */
export function sources(regions: readonly string[]): DashboardRow {
  const callsByRegion = [...regions, OTHER_REGION].map((region) =>
    projectMetric(METRICS.calls, { region }, over(HOUR, 'Sum')).with({ label: region }),
  );
  return {
    title: 'Sources',
    note: `Calls by region. A region without calls is unused or disconnected: see docs/operations.md#silence. \`${OTHER_REGION}\` is every region outside the setting \`regions\`.`,
    widgets: [
      graph({
        title: 'Calls by region, per hour',
        width: 14,
        height: HEIGHT,
        stacked: true,
        left: callsByRegion,
        legendPosition: LegendPosition.RIGHT,
      }),
      graph({
        title: 'Calls by region, whole time range',
        width: 10,
        height: HEIGHT,
        view: GraphWidgetView.BAR,
        setPeriodToTimeRange: true,
        left: callsByRegion,
        legendPosition: LegendPosition.RIGHT,
      }),
    ],
  };
}
