import { writeMetrics } from '../../../lambda/shared/write-metrics';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { captureLog, releaseLog } from '../../support/captured-log';
import { cloudWatchValues } from '../../support/emf';

afterEach(releaseLog);

describe('the writer of metrics', () => {
  it('writes no more than 100 values of a metric on a line', () => {
    const log = captureLog();
    const latencies = Array.from({ length: 201 }, (_, value) => value);

    writeMetrics(latencies.map((value) => ({ metric: METRICS.notificationLatency, value })));

    const documents = log.metricDocuments();
    expect(documents).toHaveLength(3);
    expect(cloudWatchValues(documents)).toEqual({
      'NotificationLatency{service=regionsweep}': latencies,
    });
  });

  it('writes a single value as a number, which queries of the log can add up', () => {
    const log = captureLog();

    writeMetrics([{ metric: METRICS.redeliveries, value: 2 }]);

    expect(log.metricDocuments()).toEqual([
      expect.objectContaining({ service: 'regionsweep', Redeliveries: 2 }),
    ]);
  });

  it('writes nothing if metrics are off', () => {
    const log = captureLog();
    process.env['METRICS_DISABLED'] = 'true';
    try {
      writeMetrics([{ metric: METRICS.redeliveries, value: 2 }]);
    } finally {
      delete process.env['METRICS_DISABLED'];
    }

    expect(log.text()).toBe('');
  });
});
