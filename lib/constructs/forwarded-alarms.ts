import { EventField, type IEventBus, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { EventBus, SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventRule, type RulePattern } from './event-rule';
import type { NotificationTopic } from './notification-topic';
import { ALARM_PREFIX } from './operators-alarm';

/** `source` of the events about alarms. */
export const ALARM_SOURCE = 'aws.cloudwatch';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const ALARM_RINGS: RulePattern = {
  source: [ALARM_SOURCE],
  'detail-type': ['CloudWatch Alarm State Change'],
  detail: { state: { value: ['ALARM'] } },
};

export interface AlarmForwardingProps {
  readonly alarmArn: string;
  readonly hubBus: IEventBus;
  /** Lets EventBridge put events on the hub bus. */
  readonly role: IRole;
  readonly deadLetterQueue: IQueue;
}

/**
 * Sends an alarm of another region or account to the hub. An alarm can only ring at a topic of its own region,
 * and subscribers would have to confirm one in each.
 */
export class AlarmForwarding extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { alarmArn, hubBus, role, deadLetterQueue }: AlarmForwardingProps,
  ) {
    super(scope, id);
    const rule = new EventRule(this, 'Rule', {
      description: 'RegionSweep: tells the hub that this forwarder fails',
      pattern: { ...ALARM_RINGS, resources: [alarmArn] },
    });
    rule.addTarget(new EventBus(hubBus, { role, deadLetterQueue }));
  }
}

export interface ForwardedAlarmsProps {
  readonly hubBus: IEventBus;
  readonly operatorsTopic: NotificationTopic;
  readonly deadLetterQueue: IQueue;
}

/** Tells operators of the alarms that forwarders send. */
export class ForwardedAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { hubBus, operatorsTopic, deadLetterQueue }: ForwardedAlarmsProps,
  ) {
    super(scope, id);
    const rule = new EventRule(this, 'Rule', {
      description: 'RegionSweep: alarms of forwarders',
      bus: hubBus,
      pattern: {
        ...ALARM_RINGS,
        detail: {
          ...ALARM_RINGS.detail,
          configuration: { description: [{ prefix: ALARM_PREFIX }] },
        },
      },
    });
    const account = EventField.fromPath('$.account');
    const region = EventField.fromPath('$.region');
    // A role rather than leave by the policies of topic and key, which could not be tied to this rule:
    // EventBridge sends no `aws:SourceArn` to a key.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      description: 'Tells operators of alarms of RegionSweep forwarders',
    });
    operatorsTopic.grantPublishing(role);
    rule.addTarget(
      new SnsTopic(operatorsTopic.topic, {
        // Granted above; CDK would grant more.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue,
        // The form that Slack takes (it drops any other text) and that people can read in an e-mail. Name and
        // description of the alarm are left out: whoever owns a member account can write them.
        message: RuleTargetInput.fromObject({
          version: '1.0',
          source: 'custom',
          content: {
            textType: 'client-markdown',
            title: `RegionSweep: a forwarder fails in ${region}, account ${account}`,
            description: `Calls could not be forwarded to the hub. They wait in the dead-letter queue of the forwarder in that region and account. See docs/operations.md#dead-letters.`,
          },
        }),
      }),
    );
  }
}
