import { AWS_REGIONS } from '../../src/config/aws-regions';
import { alarmsOf, notifiedTopics, plainText } from './alarm-template';
import {
  type FoundResource,
  FULL_CONTEXT,
  hubTemplate,
  resourcesOf,
  TRAIL_BY_TOPIC,
} from './synthesize';

/**
 * SNS deactivates an e-mail subscription that gets more messages in a second.
 * @see https://repost.aws/knowledge-center/sns-email-subscription-disabled
 */
const MAX_PER_SECOND = 10;

/** Messages in a second that do not come from alarms of the hub: notices to operators, and critical alerts. */
const OTHER_MESSAGES = { OperatorsTopic: 1, FindingsTopic: 1 };

const CONTEXTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['one account', {}],
  ['a trail alone', TRAIL_BY_TOPIC],
  [
    'an organization with both',
    {
      ...FULL_CONTEXT,
      ...TRAIL_BY_TOPIC,
      collection: 'both',
      regions: AWS_REGIONS.map(({ name }) => name),
    },
  ],
  ['one account, without a heartbeat', { heartbeat: false }],
  [
    'an organization with every region',
    { ...FULL_CONTEXT, regions: AWS_REGIONS.map(({ name }) => name) },
  ],
];

describe.each(CONTEXTS)('alarms that all fire in the same second, of %s', (_, context) => {
  const template = hubTemplate(context);
  const alarms = alarmsOf(template).filter((alarm) => notifiedTopics(alarm).length > 0);

  it.each(Object.entries(OTHER_MESSAGES))(
    'leave no subscription of the topic %s above the limit of SNS',
    (topic, others) => {
      const notifying = alarms.filter((alarm) =>
        notifiedTopics(alarm).some((id) => id.startsWith(topic)),
      );
      // Either the alarm on the total or the composite alarm that it suppresses.
      const suppressed = notifying.filter(({ properties: { ActionsSuppressor: by } }) =>
        notifying.some(({ id }) => id === plainText(by ?? '')),
      );

      const messages = notifying.length - suppressed.length + others;
      expect(notifying.length).toBeGreaterThan(0);
      expect(messages).toBeLessThanOrEqual(MAX_PER_SECOND);
    },
  );

  it('do not reach the archive, and each subscriber is on a topic once', () => {
    const subscriptions = resourcesOf(template, 'AWS::SNS::Subscription').map(({ properties }) =>
      JSON.stringify([properties.TopicArn, properties.Protocol, properties.Endpoint]),
    );

    expect(alarms.flatMap(notifiedTopics).join()).not.toContain('RecordTopic');
    expect(new Set(subscriptions).size).toBe(subscriptions.length);
  });
});

describe('a stopped trail', () => {
  const template = hubTemplate();
  const alarms = alarmsOf(template);
  /** The alarms on the metric of calls, and those that watch such alarms. */
  const silent = alarms.filter(({ properties: { MetricName } }) => MetricName === 'Calls');
  const watching = alarms.filter(({ properties: { AlarmRule } }) =>
    silent.some(({ id }) => plainText(AlarmRule ?? '').includes(id)),
  );

  it('sends one message to a subscriber, and one at its end', () => {
    const affected = [...silent, ...watching];
    const inAlarm = new Set(affected.map(({ id }) => id));
    const sending = affected.filter(
      (alarm) =>
        notifiedTopics(alarm).length > 0 &&
        !inAlarm.has(plainText(alarm.properties.ActionsSuppressor ?? '')),
    );

    expect(silent).toHaveLength(35);
    expect(sending.map(({ id }) => id)).toEqual([expect.stringMatching(/^SilenceTotal/)]);
    expect(sending.map(({ properties }) => properties.OKActions)).toEqual([
      [{ Ref: expect.stringMatching(/^OperatorsTopic/) }],
    ]);
  });

  it('is noticed as a whole before its regions are', () => {
    const isTotal = ({ id }: FoundResource) => id.startsWith('SilenceTotal');
    const secondsOf = (some: readonly FoundResource[]) =>
      new Set(
        some.map(({ properties: { Period, EvaluationPeriods } }) => Period * EvaluationPeriods),
      );

    const wait = watching[0]?.properties.ActionsSuppressorWaitPeriod;
    expect(secondsOf(silent.filter(isTotal))).toEqual(new Set([1800]));
    // With the wait of the composite alarm, a silent region has a name within the hour.
    expect(secondsOf(silent.filter((alarm) => !isTotal(alarm)))).toEqual(new Set([3600 - wait]));
  });
});
