import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { DEPLOYED } from '../../../tools/cost/measured-use';
import { hubTemplate, resourcesOf, standAloneForwarder } from '../../infra/synthesize';

const hub = hubTemplate();

/** AWS charges for each metric that an alarm looks at. */
function alarmMetrics(template: typeof hub): number {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
  const counts = alarms.map(
    ({ properties: { Metrics: metrics = [{ MetricStat: {} }] } }) =>
      metrics.filter((metric: object) => 'MetricStat' in metric).length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function functionWith(variable: string) {
  const functions = resourcesOf(hub, 'AWS::Lambda::Function');
  const variablesOf = ({ properties }: (typeof functions)[number]) =>
    properties.Environment?.Variables ?? {};
  const found = functions.find((resource) => variable in variablesOf(resource));
  return { megabytes: found?.properties.MemorySize, value: found && variablesOf(found)[variable] };
}

describe('the cost function', () => {
  it('counts what the default configuration deploys', () => {
    const heartbeat = functionWith('HEARTBEAT_SECONDS');

    expect(DEPLOYED).toEqual({
      hubAlarmMetrics: alarmMetrics(hub),
      // One for each region, and one for all regions that are not configured.
      metrics: Object.keys(METRICS).length + DEFAULT_CONFIG.regions.length + 1,
      keys: resourcesOf(hub, 'AWS::KMS::Key').length,
      dashboards: resourcesOf(hub, 'AWS::CloudWatch::Dashboard').length,
      forwarderAlarmMetrics: alarmMetrics(standAloneForwarder()),
      detectorMegabytes: functionWith('TABLE_NAME').megabytes,
      heartbeatMegabytes: heartbeat.megabytes,
      heartbeatSeconds: Number(heartbeat.value),
    });
  });
});
