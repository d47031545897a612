import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { allow } from './allow';
import { OperatorsAlarm, over } from './operators-alarm';
import { ProjectFunction } from './project-function';
import { allowRulesToInvoke, RuleTarget, ruleArn } from './rule-target';

export interface HeartbeatProps {
  readonly code: Code;
  /** The regions to call, one after another. */
  readonly regions: readonly string[];
  /** Time between two calls. */
  readonly interval: Duration;
  /** The topic that the alarm notifies. */
  readonly operatorsTopic: ITopic;
}

/**
 * Makes a harmless call in one region after another. If no call arrives from a region, the region is disconnected
 * and not merely unused.
 */
export class Heartbeat extends Construct {
  constructor(scope: Construct, id: string, props: HeartbeatProps) {
    super(scope, id);
    const { code, regions, interval, operatorsTopic } = props;
    const { lambda } = new ProjectFunction(this, 'Function', {
      description: 'RegionSweep: calls DescribeInstances in one region after another',
      code,
      memorySize: 256,
      timeout: Duration.seconds(20),
      environment: {
        HEARTBEAT_REGIONS: regions.join(','),
        HEARTBEAT_SECONDS: String(interval.toSeconds()),
      },
    });
    // The next heartbeat makes up for one that failed.
    lambda.configureAsyncInvoke({ retryAttempts: 0 });
    // This action does not support resources.
    allow(lambda, ['ec2:DescribeInstances'], '*');
    const stack = Stack.of(this);
    allowRulesToInvoke(lambda, { ScheduleRule: ruleArn(stack, `${stack.stackName}-*`) });
    new Rule(this, 'Schedule', {
      description: 'RegionSweep: next region of the heartbeat',
      schedule: Schedule.rate(interval),
      targets: [
        new RuleTarget({
          arn: lambda.functionArn,
          permissions: [lambda],
          retryPolicy: { maximumRetryAttempts: 0 },
        }),
      ],
    });
    new OperatorsAlarm(this, 'Errors', {
      metric: lambda.metricErrors(over(Duration.minutes(5), 'Sum')),
      meaning:
        'The heartbeat has failed for 15 minutes. Detection works, but no alarm would fire for a region that stops sending calls. Read the errors in the log of the heartbeat.',
      anchor: 'heartbeat-errors',
      periods: 3,
      operatorsTopic,
    });
  }
}
