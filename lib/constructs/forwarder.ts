import { type CfnCondition, type CfnResource, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import { DeadLetterQueue } from './dead-letter-queue';
import { EventRule } from './event-rule';
import { ALARM_FIRES } from './forwarded-alarms';
import { allowRulesToSend, RuleTarget, ruleArn } from './rule-target';
import { createSweepRules } from './sweep-rules';
import { createTamperRule } from './tamper-rules';
import { createWatchRules } from './watch-rules';

/** Id of the construct with the rule that sends the alarm to the hub. CloudFormation makes it part of its name. */
const ALARM_FORWARDING = 'AlarmForwarding';

/** Id of the construct with the rules for watched calls, which are too many to name each in a pattern. */
const WATCH = 'Watch';

export interface ForwarderProps {
  readonly config: Pick<RegionSweepConfig, 'rules' | 'watch' | 'runbookUrl'>;
  readonly hubBusArn: string;
  /** Whether there is an alarm on the dead-letter queue, or the condition under which CloudFormation creates it. */
  readonly alarm: boolean | CfnCondition;
}

/**
 * Sends the calls of one region of one account directly to the hub. EventBridge drops an event at its third hop,
 * so there must be no bus in between.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 *
 * @returns the queue for calls that EventBridge could not deliver to the hub.
 */
export function createForwarder(parent: Construct, props: ForwarderProps): Queue {
  const { config, hubBusArn } = props;
  const scope = new Construct(parent, 'Forwarder');
  // No fixed name: roles are global, and an account has this template in many regions.
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
    description: 'Lets EventBridge forward calls to the RegionSweep hub',
    // Inline, because a rule that exists before the policy of its role loses calls.
    inlinePolicies: {
      hub: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['events:PutEvents'], resources: [hubBusArn] }),
        ],
      }),
    },
  });
  const deadLetters = new DeadLetterQueue(scope, 'DeadLetters');
  const { queue } = deadLetters;
  // Any rule of this account and region, because the names of the rules begin with the name of the stack, which
  // CloudFormation shortens if it is long, as that of a StackSet is.
  allowRulesToSend(queue, { Rules: ruleArn(Stack.of(scope), '*') });
  const toHub = new RuleTarget({
    arn: hubBusArn,
    role,
    // The role has its policy from the start.
    permissions: [],
    deadLetterQueue: queue,
  });
  createSweepRules(scope, 'Rules', { config, target: toHub });
  createTamperRule(scope, toHub, [ALARM_FORWARDING, WATCH]);
  createWatchRules(scope, WATCH, { config, target: toHub, isForwarder: true });
  if (props.alarm !== false) {
    addAlarm(scope, deadLetters, { ...props, toHub });
  }
  return queue;
}

/** Adds an alarm on the dead letters, and the rule that sends it to the hub. */
function addAlarm(
  scope: Construct,
  deadLetters: DeadLetterQueue,
  { config, alarm: condition, toHub }: ForwarderProps & { readonly toHub: RuleTarget },
): void {
  const { queueUrl } = deadLetters.queue;
  const alarm = deadLetters.addAlarm({
    meaning:
      'EventBridge could not forward calls of this region to the hub, so RegionSweep has not counted them. The queue keeps them for 14 days. The other regions of this account may fail in the same way.',
    urgency: 'You are blind for these calls: act the same day.',
    command: `aws sqs receive-message --region ${Stack.of(scope).region} --queue-url ${queueUrl} --message-attribute-names All --visibility-timeout 0`,
    anchor: 'dead-letters',
    runbookUrl: config.runbookUrl,
  });
  // An alarm can only notify a topic of its own region, and subscribers would have to confirm a subscription in each
  // region. So the hub publishes the alarms of its forwarders.
  const rule = new EventRule(new Construct(scope, ALARM_FORWARDING), 'Rule', {
    description: 'RegionSweep: sends the alarm of this forwarder to the hub',
    pattern: { ...ALARM_FIRES, resources: [alarm.alarmArn] },
    seesReadOnlyEvents: false,
  });
  rule.addTarget(toHub);
  if (typeof condition !== 'boolean') {
    for (const { node } of [alarm, rule]) {
      (node.defaultChild as CfnResource).cfnOptions.condition = condition;
    }
  }
}
