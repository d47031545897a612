import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { OperatorsAlarm, over } from './operators-alarm';
import { ProjectFunction } from './project-function';

export interface HeartbeatProps {
  readonly code: Code;
  /** The regions it calls, one after the other. */
  readonly regions: readonly string[];
  /** From one call to the next. */
  readonly interval: Duration;
  /** Where the alarm goes when it fails. */
  readonly operatorsTopic: ITopic;
}

/**
 * Makes a harmless call in one region after the other, so that a region from which nothing comes
 * is known to be cut off rather than unused.
 */
export class Heartbeat extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { code, regions, interval, operatorsTopic }: HeartbeatProps,
  ) {
    super(scope, id);
    const { lambda } = new ProjectFunction(this, 'Function', {
      description: 'RegionSweep: calls DescribeInstances in one region after the other',
      code,
      memorySize: 256,
      timeout: Duration.seconds(20),
      environment: {
        HEARTBEAT_REGIONS: regions.join(','),
        HEARTBEAT_SECONDS: String(interval.toSeconds()),
      },
    });
    // The next heartbeat makes good one that failed.
    lambda.configureAsyncInvoke({ retryAttempts: 0 });
    lambda.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['ec2:DescribeInstances'],
        // The action knows no resources.
        resources: ['*'],
      }),
    );
    new Rule(this, 'Schedule', {
      description: 'RegionSweep: next region of the heartbeat',
      schedule: Schedule.rate(interval),
      targets: [new LambdaFunction(lambda, { retryAttempts: 0 })],
    });
    new OperatorsAlarm(this, 'Errors', {
      metric: lambda.metricErrors(over(Duration.minutes(5), 'Sum')),
      meaning: 'The heartbeat keeps failing: a region that is cut off would not be noticed.',
      anchor: 'errors',
      threshold: 1,
      periods: 3,
      operatorsTopic,
    });
  }
}
