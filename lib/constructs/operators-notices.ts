import { Stack } from 'aws-cdk-lib';
import type { IEventBus, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IDependable } from 'constructs';
import { forwardedTamperingPattern, tamperingPattern } from '../../src/detection/rules/tampering';
import { EventRule, type RulePattern } from './event-rule';
import { FORWARDER_ALARM_FIRES } from './forwarded-alarms';

export interface OperatorsNoticesProps {
  readonly hubBus: IEventBus;
  /** The function that sends notices to operators. */
  readonly followUp: IFunction;
  /** The queue for events that EventBridge could not deliver. */
  readonly undelivered: IQueue;
}

/**
 * Sends what operators must know to the follow-up function, which bounds it: alarms of forwarders, and calls that
 * would blind RegionSweep, in this region and in those of forwarders.
 */
export function createOperatorsNotices(parent: Construct, props: OperatorsNoticesProps): void {
  const { hubBus, followUp, undelivered } = props;
  const { stackName } = Stack.of(parent);
  const tampering = new Construct(parent, 'Tampering');
  const ruleArns = [`${hubBus.eventBusName}/${stackName}-*`, `${stackName}-*`].map((rules) =>
    Stack.of(parent).formatArn({ service: 'events', resource: 'rule', resourceName: rules }),
  );
  const permissions = [
    ...ruleArns.map((arn, index) => allowRules(tampering, `Permission${index + 1}`, followUp, arn)),
    allowDeadLetters(undelivered, ruleArns),
  ];
  const target: IRuleTarget = {
    bind: () => ({
      arn: followUp.functionArn,
      deadLetterConfig: { arn: undelivered.queueArn },
    }),
  };
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
    // EventBridge does not retry an event that it may not deliver, so permissions come first.
    rule.node.addDependency(...permissions);
  };
  const alarms = new Construct(parent, 'ForwardedAlarms');
  add(alarms, 'Rule', 'alarms of forwarders', FORWARDER_ALARM_FIRES, hubBus);
  const forwarded = forwardedTamperingPattern();
  add(tampering, 'HubRule', 'calls that would blind a forwarder', forwarded, hubBus);
  // The names of all rules of this stack begin with its name.
  const home = tamperingPattern([{ prefix: `${stackName}-` }]);
  add(tampering, 'HomeRule', 'calls that would blind it in the region of the hub', home);
}

function allowRules(
  scope: Construct,
  id: string,
  { functionArn }: IFunction,
  sourceArn: string,
): IDependable {
  return new CfnPermission(scope, id, {
    action: 'lambda:InvokeFunction',
    functionName: functionArn,
    principal: 'events.amazonaws.com',
    sourceArn,
  });
}

function allowDeadLetters(queue: IQueue, ruleArns: readonly string[]): IDependable {
  const { policyDependable } = queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'NoticesToOperators',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnLike: { 'aws:SourceArn': ruleArns } },
    }),
  );
  return policyDependable as IDependable;
}
