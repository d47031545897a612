import type { Template } from 'aws-cdk-lib/assertions';
import { AWS_REGIONS } from '../../src/config/aws-regions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { RULES } from '../../src/detection/rules/rule-catalog';
import { alarmsOf, notifiedTopics, plainText } from './alarm-template';
import {
  type FoundResource,
  FULL_CONTEXT,
  hubTemplate,
  resourcesOf,
  standAloneForwarder,
} from './synthesize';

/** An alarm in one line: metric or expression, comparison, periods, what missing data means. */
function inWords({ properties }: FoundResource): string {
  const { Threshold, ComparisonOperator, EvaluationPeriods, TreatMissingData, Metrics } =
    properties;
  const { Namespace, MetricName, Statistic, Dimensions = [], DatapointsToAlarm } = properties;
  const values = Dimensions.map(({ Value }: { Value: unknown }) => Value).filter(
    (value: unknown) => typeof value === 'string',
  );
  const what =
    Metrics?.find(({ Expression }: { Expression?: string }) => Expression)?.Expression ??
    [Namespace, MetricName, ...values, Statistic].join(' ');
  const period =
    properties.Period ??
    Metrics?.find(({ MetricStat }: { MetricStat?: unknown }) => MetricStat).MetricStat.Period;
  const sign = ComparisonOperator === 'LessThanThreshold' ? '<' : '>=';
  return `${what} ${sign} ${Threshold} for ${DatapointsToAlarm} of ${EvaluationPeriods} x ${period} s, missing ${TreatMissingData}`;
}

const metricAlarms = (template: Template) => resourcesOf(template, 'AWS::CloudWatch::Alarm');
const linesOf = (template: Template) => metricAlarms(template).map(inWords);
const everyRegion = { ...FULL_CONTEXT, regions: AWS_REGIONS.map(({ name }) => name) };

describe('alarms of the hub', () => {
  const template = hubTemplate();
  const lines = linesOf(template);

  it.each([
    [
      'the detector keeps failing or is throttled',
      'FILL(errors, 0) + FILL(throttles, 0) >= 1 for 3 of 3 x 300 s, missing notBreaching',
    ],
    [
      'calls wait',
      'AWS/Lambda AsyncEventAge Maximum >= 300000 for 1 of 1 x 300 s, missing notBreaching',
    ],
    [
      'calls arrive in a dead-letter queue',
      '(DIFF(FILL(q0, 0)) > 0) OR (DIFF(FILL(q1, 0)) > 0) >= 1 for 1 of 12 x 300 s, missing notBreaching',
    ],
    [
      'no call arrives at all, within half an hour',
      'RegionSweep Calls regionsweep Sum < 1 for 1 of 1 x 1800 s, missing breaching',
    ],
    [
      'the heartbeat does not run',
      'AWS/Lambda Invocations Sum < 1 for 1 of 1 x 900 s, missing breaching',
    ],
    [
      'AWS does not answer the heartbeat of a region',
      'AWS/Lambda Errors Sum >= 1 for 3 of 3 x 900 s, missing notBreaching',
    ],
    [
      'no synthetic finding arrives for 26 hours',
      'RegionSweep SyntheticFindings regionsweep Sum < 1 for 26 of 26 x 3600 s, missing notBreaching',
    ],
    [
      'a subscriber is missing',
      'RegionSweep SubscribersMissing regionsweep Maximum >= 1 for 1 of 1 x 3600 s, missing notBreaching',
    ],
  ])('fire when %s', (_, line) => {
    expect(lines).toContain(line);
  });

  it('fire when accounts have no current forwarder or the organization is another one', () => {
    const line =
      'FILL(organization, 0) + FILL(instances, 0) >= 1 for 1 of 1 x 3600 s, missing notBreaching';

    expect(linesOf(hubTemplate(FULL_CONTEXT))).toContain(line);
    expect(lines).not.toContain(line);
  });

  it('fire for each rule and region whose heartbeat does not arrive, within the hour', () => {
    for (const { id } of RULES) {
      for (const region of DEFAULT_CONFIG.regions) {
        expect(lines).toContain(
          `RegionSweep Calls ${region} ${id} regionsweep Sum < 1 for 1 of 1 x 2700 s, missing notBreaching`,
        );
      }
    }
  });

  it('fire for silence of all regions only, without a heartbeat', () => {
    const silences = linesOf(hubTemplate({ heartbeat: false, silenceHours: 24 })).filter((line) =>
      line.includes('Calls'),
    );

    expect(silences).toEqual([
      'RegionSweep Calls regionsweep Sum < 1 for 1 of 1 x 86400 s, missing breaching',
    ]);
  });

  it('expect as many deliveries as the stack made subscribers', () => {
    const subscribersOf = (context: Readonly<Record<string, unknown>>) => {
      const expression = linesOf(hubTemplate(context)).find((line) => line.includes('delivered0'));
      return [...(expression ?? '').matchAll(/published\d, 0\)\) \* (\d+)/g)].map(([, n]) => n);
    };

    // The follow-up on the findings topic and the archive; e-mails and Slack on the findings and operators topics.
    expect(subscribersOf({})).toEqual(['1', '1', '0']);
    expect(subscribersOf(FULL_CONTEXT)).toEqual(['4', '1', '3']);
  });

  it('about missing deliveries also go to the findings topic', () => {
    const [alarm] = alarmsOf(template).filter(({ id }) => id.startsWith('AlarmsUndelivered'));

    expect(alarm && notifiedTopics(alarm)).toEqual([
      expect.stringMatching(/^OperatorsTopic/),
      expect.stringMatching(/^FindingsTopic/),
    ]);
  });
});

describe('the composite alarm of silence', () => {
  const [composite] = resourcesOf(hubTemplate(everyRegion), 'AWS::CloudWatch::CompositeAlarm');
  const rule = plainText(composite?.properties.AlarmRule);
  const children = [...rule.matchAll(/ALARM\("(.+?)"\)/g)].map(([, id]) => id);

  it('watches all alarms that have no action of their own', () => {
    const withoutAction = metricAlarms(hubTemplate(everyRegion))
      .filter((alarm) => notifiedTopics(alarm).length === 0)
      .map(({ id }) => id);

    expect(new Set(children)).toEqual(new Set(withoutAction));
    expect(children).toHaveLength(2 + RULES.length * AWS_REGIONS.length);
  });

  it('stays within the limits of CloudWatch with every region and the longest names', () => {
    // `<stack>-<logical id>-<12 characters>`
    const name = (id: string) => `RegionSweep-${id}-ABCDEFGHIJKL`;
    const expression = rule.replaceAll(/"(.+?)"/g, (_, id: string) => `"${name(id)}"`);

    expect(children.length + 1).toBeLessThanOrEqual(100);
    expect(expression.length).toBeLessThanOrEqual(10_240);
  });

  it('keeps silent while everything is silent, which the alarm on the total says', () => {
    const { ActionsSuppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod } =
      composite?.properties ?? {};

    expect(plainText(ActionsSuppressor)).toMatch(/^SilenceTotal/);
    // The alarm on the total fires 15 min before those of the regions, after the last heartbeat of any region.
    expect([ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod]).toEqual([900, 1800]);
    expect(rule).toMatch(/ OR INSUFFICIENT_DATA\("SilenceTotal\w+"\)$/);
  });

  it('sends an OK when silence ends, as does the alarm on the total', () => {
    const sendOk = alarmsOf(hubTemplate()).filter(({ properties }) => properties.OKActions);

    expect(sendOk.map(({ id }) => id.slice(0, 'SilenceProofs'.length))).toEqual([
      expect.stringMatching(/^SilenceTotal/),
      'SilenceProofs',
    ]);
  });
});

describe('the alarm of a forwarder', () => {
  it('has no action: topics of other regions cannot be one; it is forwarded as an event', () => {
    for (const { properties } of alarmsOf(standAloneForwarder())) {
      expect(properties).not.toHaveProperty('AlarmActions');
    }
  });
});
