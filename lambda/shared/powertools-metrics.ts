import { Metrics } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, SERVICE } from '../../src/metrics/metric-catalog';

/** What writes metrics of the catalogue, whatever the environment says of namespace and service. */
export function createPowertoolsMetrics(): Metrics {
  return new Metrics({ namespace: METRIC_NAMESPACE, serviceName: SERVICE });
}
