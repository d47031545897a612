import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { EventBus } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import { DeadLetterQueue } from './dead-letter-queue';
import { EventRule } from './event-rule';
import { ALARM_FIRES } from './forwarded-alarms';
import { createSweepRules } from './sweep-rules';
import { createTamperRule } from './tamper-rules';

/**
 * Sends the calls of one region of one account directly to the hub. EventBridge drops an event at its third hop,
 * so there must be no bus in between.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 *
 * @returns the queue for calls that EventBridge could not deliver to the hub.
 */
export function createForwarder(
  parent: Construct,
  config: Pick<RegionSweepConfig, 'rules'>,
  hubBus: IEventBus,
): Queue {
  const scope = new Construct(parent, 'Forwarder');
  // No fixed name: roles are global, and an account has this template in many regions.
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
    description: 'Lets EventBridge forward calls to the RegionSweep hub',
    // Inline, because a rule that exists before the policy of its role loses calls.
    inlinePolicies: {
      hub: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['events:PutEvents'], resources: [hubBus.eventBusArn] }),
        ],
      }),
    },
  }).withoutPolicyUpdates();
  const { queue, alarm } = new DeadLetterQueue(scope, 'DeadLetters', {
    meaning:
      'EventBridge could not forward calls of this region to the hub, so RegionSweep has not counted them.',
  });
  const toHub = new EventBus(hubBus, { role, deadLetterQueue: queue });
  createSweepRules(scope, 'Rules', { config, target: toHub });
  // An alarm can only notify a topic of its own region, and subscribers would have to confirm a subscription in each
  // region. So the hub publishes the alarms of its forwarders.
  new EventRule(new Construct(scope, 'AlarmForwarding'), 'Rule', {
    description: 'RegionSweep: sends the alarm of this forwarder to the hub',
    pattern: { ...ALARM_FIRES, resources: [alarm.alarmArn] },
    seesReadOnlyEvents: false,
  }).addTarget(toHub);
  createTamperRule(scope, toHub);
  return queue;
}
