import { GraphWidgetView, LegendPosition } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS, OTHER_REGION } from '../../../src/metrics/metric-catalog';
import { projectMetric } from '../../project-metric';
import { over } from '../operators-alarm';
import { type DashboardRow, graph, HOUR } from './graphs';

/** Higher than other rows, for the legend. */
const HEIGHT = 8;

/** @param regions that calls are expected from; calls of all others are counted together. */
export function fromWhere(regions: readonly string[]): DashboardRow {
  const callsOfRegions = [...regions, OTHER_REGION].map((region) =>
    projectMetric(METRICS.calls, { region }, over(HOUR, 'Sum')).with({ label: region }),
  );
  return {
    question: 'From where?',
    note: `A region without calls is cut off, or nobody uses it: docs/operations.md#silence. \`${OTHER_REGION}\` is every region that is not in context \`regions\`.`,
    widgets: [
      graph({
        title: 'Calls per hour and region',
        width: 14,
        height: HEIGHT,
        stacked: true,
        left: callsOfRegions,
        legendPosition: LegendPosition.RIGHT,
      }),
      graph({
        title: 'Calls by region, in the time shown',
        width: 10,
        height: HEIGHT,
        view: GraphWidgetView.BAR,
        setPeriodToTimeRange: true,
        left: callsOfRegions,
        legendPosition: LegendPosition.RIGHT,
      }),
    ],
  };
}
