import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { RULES } from '../../../src/detection/rules/rule-catalog';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { DEPLOYED, HEARTBEAT } from '../../../tools/cost/measured-use';
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

function functionWith(variable: string): { readonly megabytes: number } {
  const functions = resourcesOf(hub, 'AWS::Lambda::Function');
  const variablesOf = ({ properties }: (typeof functions)[number]) =>
    properties.Environment?.Variables ?? {};
  const found = functions.find((resource) => variable in variablesOf(resource));
  return { megabytes: found?.properties.MemorySize };
}

describe('the cost function', () => {
  it('counts what the default configuration deploys', () => {
    const regions = DEFAULT_CONFIG.regions.length;
    const {
      organizationMismatch,
      stackInstancesNotCurrent,
      trailFiles,
      trailFilesNotRead,
      trailCalls,
      trailLag,
      silentPlaces,
      missedPlaces,
      eventBridgeShare,
      ...metrics
    } = METRICS;

    expect(DEPLOYED).toEqual({
      hubAlarmMetrics: alarmMetrics(hub),
      compositeAlarms: resourcesOf(hub, 'AWS::CloudWatch::CompositeAlarm').length,
      // Calls have one for each rule and region, and one for each rule in all regions that are not configured.
      metrics: Object.keys(metrics).length + RULES.length * (regions + 1),
      keys: resourcesOf(hub, 'AWS::KMS::Key').length,
      dashboards: resourcesOf(hub, 'AWS::CloudWatch::Dashboard').length,
      forwarderAlarmMetrics: alarmMetrics(standAloneForwarder()),
      detectorMegabytes: functionWith('TABLE_NAME').megabytes,
      heartbeatMegabytes: functionWith('PROBED_RULES').megabytes,
    });
    expect(HEARTBEAT.probesPerHour).toBe(RULES.length * regions * 4);
  });
});
