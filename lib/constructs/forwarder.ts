import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { EventBus } from 'aws-cdk-lib/aws-events-targets';
import {
  Effect,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import { DeadLetterQueue } from './dead-letter-queue';
import { AlarmForwarding } from './forwarded-alarms';
import { SweepRules } from './sweep-rules';

export interface ForwarderProps {
  readonly config: Pick<RegionSweepConfig, 'rules'>;
  readonly hubBus: IEventBus;
}

/**
 * Sends the calls of one region of one account directly to the hub. EventBridge drops an event at its third hop,
 * so there must be no bus in between.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class Forwarder extends Construct {
  /** The queue for calls that EventBridge could not deliver to the hub. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { config, hubBus }: ForwarderProps) {
    super(scope, id);
    // No fixed name: roles are global, and an account has this template in many regions.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      description: 'Lets EventBridge forward calls to the RegionSweep hub',
      // Inline, because a rule that exists before the policy of its role loses calls.
      inlinePolicies: {
        hub: new PolicyDocument({
          statements: [
            new PolicyStatement({
              effect: Effect.ALLOW,
              actions: ['events:PutEvents'],
              resources: [hubBus.eventBusArn],
            }),
          ],
        }),
      },
    }).withoutPolicyUpdates();
    const { queue, alarm } = new DeadLetterQueue(this, 'DeadLetters', {
      meaning:
        'EventBridge could not forward calls of this region to the hub, so RegionSweep has not counted them.',
    });
    this.deadLetterQueue = queue;
    new SweepRules(this, 'Rules', {
      config,
      target: new EventBus(hubBus, { role, deadLetterQueue: queue }),
    });
    new AlarmForwarding(this, 'AlarmForwarding', {
      alarmArn: alarm.alarmArn,
      hubBus,
      role,
      deadLetterQueue: queue,
    });
  }
}
