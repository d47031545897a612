import { Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { forwardedTamperingPattern, tamperingPattern } from '../../src/detection/rules/tampering';
import { EventRule, type RulePattern } from './event-rule';
import { FORWARDER_ALARM_FIRES } from './forwarded-alarms';
import { hubRuleArns } from './hub-bus';
import { allowRulesToInvoke, RuleTarget } from './rule-target';

export interface OperatorsNoticesProps {
  readonly hubBus: IEventBus;
  /** Whether forwarders send to the hub bus. */
  readonly hasForwarders: boolean;
  /** The function that sends notices to operators. */
  readonly followUp: IFunction;
  /** The queue for events that EventBridge could not deliver. */
  readonly undelivered: Queue;
}

/**
 * Sends what operators must know to the follow-up function, which bounds it: alarms of forwarders, and calls that
 * would blind RegionSweep, in this region and in those of forwarders.
 */
export function createOperatorsNotices(parent: Construct, props: OperatorsNoticesProps): void {
  const { hubBus, hasForwarders, followUp, undelivered } = props;
  const { stackName } = Stack.of(parent);
  const tampering = new Construct(parent, 'Tampering');
  allowRulesToInvoke(followUp, hubRuleArns(Stack.of(parent), { hasForwarders }));
  const target = new RuleTarget({
    arn: followUp.functionArn,
    permissions: [followUp],
    deadLetterQueue: undelivered,
  });
  const add = (
    scope: Construct,
    id: string,
    about: string,
    pattern: RulePattern,
    bus?: IEventBus,
  ): void => {
    const description = `RegionSweep: ${about}`;
    const rule = new EventRule(scope, id, { description, pattern, bus, seesReadOnlyEvents: false });
    rule.addTarget(target);
  };
  if (hasForwarders) {
    const alarms = new Construct(parent, 'ForwardedAlarms');
    add(alarms, 'Rule', 'alarms of forwarders', FORWARDER_ALARM_FIRES, hubBus);
    const forwarded = forwardedTamperingPattern();
    add(tampering, 'HubRule', 'calls that would blind a forwarder', forwarded, hubBus);
  }
  // The names of all rules of this stack begin with its name.
  const home = tamperingPattern([{ prefix: `${stackName}-` }]);
  add(tampering, 'HomeRule', 'calls that would blind it in the region of the hub', home);
}
