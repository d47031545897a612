import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import type { Code, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { allow } from './allow';
import { forwarderStackSetName } from './forwarder-stack-set';
import { createCheckAlarms, createProofAlarms } from './heartbeat-alarms';
import type { Topics } from './notification-topic';
import type { Operators, OperatorsAlarm } from './operators-alarm';
import { ProjectFunction } from './project-function';
import { allowRulesToInvoke, RuleTarget, ruleArn } from './rule-target';
import { enabledRules } from './sweep-rules';

export interface HeartbeatProps {
  readonly code: Code;
  readonly config: RegionSweepConfig;
  /** The regions to call. */
  readonly regions: readonly string[];
  readonly topics: Topics;
}

export interface WatchProps extends Operators {
  readonly followUp: Lambda;
  readonly detector: Lambda;
}

/**
 * Proves that RegionSweep works: it makes harmless calls in every region, checks what RegionSweep depends on, and has
 * the detector publish a synthetic finding every day.
 *
 * The construct comes before the functions that must recognize its role; what it needs of them follows by `watch`.
 */
export class Heartbeat extends Construct {
  /** The role of the calls of the heartbeat, and of synthetic findings. */
  readonly roleArn: string;
  /** Alarms without an action, which fire while the heartbeat proves nothing. */
  readonly alarms: readonly OperatorsAlarm[];
  readonly regions: readonly string[];
  /** The enabled rules that have a probe. */
  readonly rules: readonly CatalogRule[];
  private readonly lambda: Lambda;
  private readonly readLog: string;
  private readonly config: RegionSweepConfig;

  constructor(scope: Construct, id: string, props: HeartbeatProps) {
    super(scope, id);
    const { code, config, regions, topics } = props;
    this.config = config;
    this.regions = regions;
    this.rules = enabledRules(config).filter(({ probe }) => probe !== undefined);
    const { lambda, logGroup } = new ProjectFunction(this, 'Function', {
      description: 'RegionSweep: makes harmless calls in every region, and the hourly check',
      code,
      memorySize: 256,
      // The hourly check reads every StackSet, one after another.
      timeout: Duration.minutes(2),
      environment: {
        MONITORED_REGIONS: regions.join(','),
        PROBED_RULES: this.rules.map((rule) => rule.id).join(','),
        PROBED_QUOTA: probedQuota(config),
        // With the trail alone, no alarm reads the metrics of each region, which would cost more than all others.
        ...(config.collection !== 'trail' && { EXPECTS_CALLS: 'true' }),
        TOPIC_ARN: topics.findings.topic.topicArn,
        ARCHIVE_TOPIC_ARN: topics.archive.topic.topicArn,
        OPERATORS_TOPIC_ARN: topics.operators.topic.topicArn,
        EMAILS: config.emails.join(','),
        ...(config.slack !== undefined && { SLACK: 'true' }),
      },
    });
    this.lambda = lambda;
    this.roleArn = (lambda.role as NonNullable<typeof lambda.role>).roleArn;
    this.readLog = `aws logs tail ${logGroup.logGroupName} --since 2h --filter-pattern '{ $.level = "ERROR" }'`;
    // The next heartbeat makes up for one that failed.
    lambda.configureAsyncInvoke({ retryAttempts: 0 });
    // These actions do not support resources.
    allow(lambda, ['ec2:DescribeInstances', 'servicequotas:GetServiceQuota'], '*');
    for (const { topic } of Object.values(topics)) {
      allow(lambda, ['sns:ListSubscriptionsByTopic'], topic.topicArn);
    }
    this.checkOrganization(config);
    const stack = Stack.of(this);
    allowRulesToInvoke(lambda, { ScheduleRule: ruleArn(stack, `${stack.stackName}-*`) });
    new Rule(this, 'Schedule', {
      description: 'RegionSweep: the heartbeat',
      // Every minute, on the minute: the function computes from the time which regions are due.
      schedule: Schedule.cron({ minute: '*' }),
      targets: [
        new RuleTarget({
          arn: lambda.functionArn,
          permissions: [lambda],
          retryPolicy: { maximumRetryAttempts: 0 },
        }),
      ],
    });
    this.alarms = createProofAlarms(this, lambda, {
      collection: config.collection,
      runbookUrl: config.runbookUrl,
      readLog: this.readLog,
    });
  }

  /** Makes the detector publish synthetic findings, checks the follow-up as a subscriber, and adds the alarms. */
  watch({ followUp, detector, ...operators }: WatchProps): void {
    this.lambda.addEnvironment('FOLLOW_UP_ARN', followUp.functionArn);
    new Rule(this, 'Synthetic', {
      description: 'RegionSweep: a synthetic finding, to the archive',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [
        new RuleTarget({
          arn: detector.functionArn,
          permissions: [detector],
          input: RuleTargetInput.fromObject({ synthetic: true }),
        }),
      ],
    });
    createCheckAlarms(this, {
      ...operators,
      hasOrganization: this.config.organization?.id !== undefined,
      detectorName: detector.functionName,
      readLog: this.readLog,
    });
  }

  private checkOrganization({ organization }: RegionSweepConfig): void {
    if (organization?.id === undefined) {
      return;
    }
    this.lambda.addEnvironment('ORGANIZATION_ID', organization.id);
    // This action does not support resources.
    allow(this.lambda, ['organizations:DescribeOrganization'], '*');
    if (organization.units.length > 0) {
      const stack = Stack.of(this);
      // The function appends a region.
      this.lambda.addEnvironment('STACK_SET_PREFIX', forwarderStackSetName(stack.stackName, ''));
      allow(
        this.lambda,
        ['cloudformation:ListStackInstances'],
        // StackSets with service-managed permissions belong to the management account.
        stack.formatArn({
          service: 'cloudformation',
          account: '*',
          resource: 'stackset',
          resourceName: forwarderStackSetName(stack.stackName, '*'),
        }),
      );
    }
  }
}

/** A quota that counts, so that the probe of the rule does. */
function probedQuota({ rules }: RegionSweepConfig): string {
  const [first = ''] = rules['get-service-quota'].quotas ?? [];
  return first;
}
