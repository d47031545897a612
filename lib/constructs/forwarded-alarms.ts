import { EventField, type IEventBus, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventRule, type RulePattern } from './event-rule';
import type { NotificationTopic } from './notification-topic';
import { ALARM_PREFIX } from './operators-alarm';
import { RuleTarget } from './rule-target';

/** `source` of alarm events. */
export const ALARM_SOURCE = 'aws.cloudwatch';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export const ALARM_FIRES: RulePattern = {
  source: [ALARM_SOURCE],
  'detail-type': ['CloudWatch Alarm State Change'],
  detail: { state: { value: ['ALARM'] } },
};

/** Publishes the alarms of forwarders, which arrive on the hub bus, to the operators topic. */
export function publishForwardedAlarms(
  parent: Construct,
  bus: IEventBus,
  operatorsTopic: NotificationTopic,
  deadLetterQueue: Queue,
): void {
  const scope = new Construct(parent, 'ForwardedAlarms');
  const rule = new EventRule(scope, 'Rule', {
    description: 'RegionSweep: alarms of forwarders',
    bus,
    pattern: {
      ...ALARM_FIRES,
      detail: {
        ...ALARM_FIRES.detail,
        configuration: { description: [{ prefix: ALARM_PREFIX }] },
      },
    },
  });
  const account = EventField.fromPath('$.account');
  const region = EventField.fromPath('$.region');
  // A role, because the policies of the topic and the key could not be restricted to this rule: EventBridge sends
  // no `aws:SourceArn` to KMS.
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
    description: 'Publishes alarms of RegionSweep forwarders to the operators topic',
  });
  operatorsTopic.grantPublishing(role);
  rule.addTarget(
    new RuleTarget({
      arn: operatorsTopic.topic.topicArn,
      role,
      permissions: [role],
      deadLetterQueue,
      // The format that Slack accepts (it drops other text), and that people can read in an e-mail. The name and the
      // description of the alarm stay out, because the owner of a member account can write them.
      input: RuleTargetInput.fromObject({
        version: '1.0',
        source: 'custom',
        content: {
          textType: 'client-markdown',
          title: `RegionSweep: the forwarder in ${region}, account ${account}, is failing`,
          description:
            'EventBridge could not forward calls to the hub, so RegionSweep has not counted them. They wait for 14 days in the dead-letter queue of that forwarder. Find and fix the cause, then run `regionsweep redrive`. See docs/operations.md#dead-letters.',
        },
      }),
    }),
  );
}
