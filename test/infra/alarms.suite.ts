import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { type FoundResource, hubTemplate, resourcesOf, standAloneForwarder } from './synthesize';

const ALARM = 'AWS::CloudWatch::Alarm';

/** An alarm in one line: metric, statistic, dimensions, comparison, periods, what missing data means. */
function inWords({ properties }: FoundResource): string {
  const { Namespace, MetricName, Statistic, Dimensions, Period } = properties;
  const { Threshold, ComparisonOperator, EvaluationPeriods, TreatMissingData } = properties;
  const dimensions = Dimensions.filter(({ Value }: { Value: unknown }) => typeof Value === 'string')
    .map(({ Value }: { Value: string }) => Value)
    .join(' ');
  const sign = ComparisonOperator === 'LessThanThreshold' ? '<' : '>=';
  return `${Namespace} ${MetricName} ${dimensions} ${Statistic} ${sign} ${Threshold} for ${EvaluationPeriods} x ${Period} s, missing ${TreatMissingData}`;
}

function alarmsOf(template: Template): FoundResource[] {
  return resourcesOf(template, ALARM);
}

describe('alarms of the hub', () => {
  const template = hubTemplate();
  const alarms = alarmsOf(template);
  const lines = alarms.map(inWords);

  it.each([
    [
      'the detector keeps failing',
      'AWS/Lambda Errors  Sum >= 1 for 3 x 300 s, missing notBreaching',
    ],
    ['it is throttled', 'AWS/Lambda Throttles  Sum >= 1 for 3 x 300 s, missing notBreaching'],
    [
      'calls wait',
      'AWS/Lambda AsyncEventAge  Maximum >= 300000 for 1 x 300 s, missing notBreaching',
    ],
    [
      'a notification is not delivered',
      'AWS/SNS NumberOfNotificationsFailed  Sum >= 1 for 1 x 300 s, missing notBreaching',
    ],
    [
      'no call arrives at all',
      'RegionSweep Calls regionsweep Sum < 1 for 6 x 3600 s, missing breaching',
    ],
  ])('fire when %s', (_, line) => {
    expect(lines).toContain(line);
  });

  it('fire when calls wait in the queue, with queue ingestion', () => {
    const queued = alarmsOf(hubTemplate({ ingestion: 'queue' })).map(inWords);

    expect(queued).toContain(
      'AWS/SQS ApproximateAgeOfOldestMessage  Maximum >= 300 for 1 x 300 s, missing notBreaching',
    );
    expect(queued).toContain(
      'RegionSweep CallsNotHandled regionsweep Sum >= 1 for 3 x 300 s, missing notBreaching',
    );
    expect(queued.join()).not.toContain('AsyncEventAge');
  });

  it('fire for each region whose heartbeat does not arrive', () => {
    for (const region of DEFAULT_CONFIG.regions) {
      expect(lines).toContain(
        `RegionSweep Calls ${region} regionsweep Sum < 1 for 6 x 3600 s, missing notBreaching`,
      );
    }
  });

  it('fire for each silent region without a heartbeat', () => {
    const unheard = alarmsOf(hubTemplate({ heartbeat: false, silenceHours: 24 })).map(inWords);

    for (const region of DEFAULT_CONFIG.regions) {
      expect(unheard).toContain(
        `RegionSweep Calls ${region} regionsweep Sum < 1 for 24 x 3600 s, missing breaching`,
      );
    }
  });

  it('all reach the operators', () => {
    for (const { properties } of alarms) {
      expect(properties.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^OperatorsTopic/) }]);
    }
  });

  it('send an OK when a silence ends', () => {
    const silences = alarms.filter(({ properties }) => properties.MetricName === 'Calls');

    expect(silences).toHaveLength(DEFAULT_CONFIG.regions.length + 1);
    for (const { properties } of silences) {
      expect(properties.OKActions).toEqual(properties.AlarmActions);
    }
  });
});

describe('the alarm of a forwarder', () => {
  it('has no action: topics of other regions cannot be one; it is forwarded as an event', () => {
    for (const { properties } of alarmsOf(standAloneForwarder())) {
      expect(properties).not.toHaveProperty('AlarmActions');
    }
  });
});

describe('every alarm', () => {
  const operations = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
  const anchors = [...operations.matchAll(/^#{2,4} (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
  const descriptions = [hubTemplate(), hubTemplate({ ingestion: 'queue' }), standAloneForwarder()]
    .flatMap(alarmsOf)
    .map(({ properties }) => properties.AlarmDescription as string);

  it.each([...new Set(descriptions)])(
    'has a meaning, a first step and a section in docs/operations.md: %s',
    (text) => {
      const [, anchor] = / See docs\/operations\.md#([a-z-]+)\.$/.exec(text) ?? [];

      expect(text).toMatch(/^RegionSweep: [A-Z]/);
      expect(anchors).toContain(anchor);
    },
  );
});
