import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, SERVICE } from '../../src/metrics/metric-catalog';

/** A writer for metrics of the catalog. It ignores namespace and service in the environment. */
export function createPowertoolsMetrics(): Metrics {
  return new Metrics({ namespace: METRIC_NAMESPACE, serviceName: SERVICE });
}
