import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { RULES } from '../../../src/detection/rules/rule-catalog';
import { METRICS } from '../../../src/metrics/metric-catalog';
import { DEPLOYED, HEARTBEAT } from '../../../tools/cost/measured-use';
import {
  hubTemplate,
  resourcesOf,
  standAloneForwarder,
  TRAIL_BY_TOPIC,
} from '../../infra/synthesize';

const hub = hubTemplate();
const hubOfTrail = hubTemplate(TRAIL_BY_TOPIC);
const hubOfBoth = hubTemplate({ ...TRAIL_BY_TOPIC, collection: 'both' });

/** AWS charges for each metric that an alarm looks at. */
function alarmMetrics(template: typeof hub): number {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
  const counts = alarms.map(
    ({ properties: { Metrics: metrics = [{ MetricStat: {} }] } }) =>
      metrics.filter((metric: object) => 'MetricStat' in metric).length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The same figure of the hub in each collection. */
function each(count: (template: typeof hub) => number) {
  return { eventbridge: count(hub), trail: count(hubOfTrail), both: count(hubOfBoth) };
}

function functionWith(variable: string, template = hub): { readonly megabytes: number } {
  const functions = resourcesOf(template, 'AWS::Lambda::Function');
  const variablesOf = ({ properties }: (typeof functions)[number]) =>
    properties.Environment?.Variables ?? {};
  const found = functions.find((resource) => variable in variablesOf(resource));
  return { megabytes: found?.properties.MemorySize };
}

describe('the cost function', () => {
  it('counts what the default configuration deploys', () => {
    const regions = DEFAULT_CONFIG.regions.length;
    const { organizationMismatch, stackInstancesNotCurrent, ...metrics } = METRICS;
    const {
      trailFiles,
      trailFilesNotRead,
      trailCalls,
      trailLag,
      silentPlaces,
      missedPlaces,
      eventBridgeShare,
      ...ofEvents
    } = metrics;
    const [all, byEvents] = [metrics, ofEvents].map((some) => Object.keys(some).length) as [
      number,
      number,
    ];
    // One for each rule and region, and one for each rule in all regions that are not configured.
    const calls = RULES.length * (regions + 1);
    const digests = 1;

    expect(DEPLOYED).toEqual({
      hubAlarmMetrics: each(alarmMetrics),
      compositeAlarms: each(
        (template) => resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').length,
      ),
      metrics: {
        eventbridge: byEvents + calls,
        // EventBridge brings calls of the region of the hub alone. Nobody counts watched calls or compares the paths.
        trail: all - 3 + RULES.length + digests,
        // The share of EventBridge has no total.
        both: all - 1 + calls + (regions + 1) + digests,
      },
      keys: resourcesOf(hub, 'AWS::KMS::Key').length,
      dashboards: resourcesOf(hub, 'AWS::CloudWatch::Dashboard').length,
      forwarderAlarmMetrics: alarmMetrics(standAloneForwarder()),
      detectorMegabytes: functionWith('TABLE_NAME').megabytes,
      readerMegabytes: functionWith('TRAIL_BUCKET', hubOfTrail).megabytes,
      heartbeatMegabytes: functionWith('PROBED_RULES').megabytes,
    });
    expect(HEARTBEAT.probesPerHour).toBe(RULES.length * regions * 4);
  });
});
