import { METRICS } from '../../../src/metrics/metric-catalog';
import { FIVE_MINUTES, hourlyMaximum, over } from '../../project-metric';
import type { TrailCollection } from '../trail-collection';
import { counts, type DashboardRow, graph, hourly } from './graphs';
import { byEachValue } from './traffic';

/** The path of the trail. */
export function trailRow({ reader, files }: TrailCollection, runbookUrl: string): DashboardRow {
  const sum = over(FIVE_MINUTES, 'Sum');
  return {
    title: 'Trail',
    note: `CloudTrail delivers a file about every five minutes for each account and region. Digests and insights are files that are never read. [No files, or no calls in them?](${runbookUrl}#silent-trail)`,
    widgets: [
      graph({
        title: 'Files of the trail, per hour',
        width: 5,
        left: counts({ read: hourly(METRICS.trailFiles) }),
      }),
      graph({
        title: 'Files not read, by reason, per hour',
        width: 5,
        stacked: true,
        left: [byEachValue(METRICS.trailFilesNotRead, 'reason')],
      }),
      graph({
        title: 'Calls in files, and from call to reader (ms, highest), per hour',
        width: 5,
        left: counts({ calls: hourly(METRICS.trailCalls) }),
        right: [hourlyMaximum(METRICS.trailLag).with({ label: 'lag' })],
      }),
      graph({
        title: 'Places not heard from, and the share of calls by EventBridge (%), by region',
        width: 5,
        left: [
          hourlyMaximum(METRICS.silentPlaces).with({ label: 'silent' }),
          hourlyMaximum(METRICS.missedPlaces).with({ label: 'missed by EventBridge' }),
        ],
        right: [byEachValue(METRICS.eventBridgeShare, 'region', 'Average')],
      }),
      graph({
        title: 'Trail reader',
        width: 4,
        period: FIVE_MINUTES,
        left: counts(
          {
            errors: reader.lambda.metricErrors(sum),
            throttles: reader.lambda.metricThrottles(sum),
          },
          FIVE_MINUTES,
        ),
        right: [
          files
            .metricApproximateAgeOfOldestMessage(over(FIVE_MINUTES, 'Maximum'))
            .with({ label: 'oldest file (s)' }),
        ],
      }),
    ],
  };
}
