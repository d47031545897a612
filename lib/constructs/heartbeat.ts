import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Code, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { METRICS, type Metric as MetricDefinition } from '../../src/metrics/metric-catalog';
import { projectMetric } from '../project-metric';
import { allow } from './allow';
import type { NotificationTopic } from './notification-topic';
import { type Operators, OperatorsAlarm, over } from './operators-alarm';
import { ProjectFunction } from './project-function';
import { enabledRules } from './sweep-rules';

/** The stacks that a StackSet deploys have one for each region, with this before the region. */
const STACK_SET_INFIX = '-forwarder-';

/** Longer than a day, because the delivery of the synthetic finding may be late. */
const SYNTHETIC_HOURS = 26;

const HOUR = Duration.hours(1);

/** The heartbeat of a region comes every 15 min. */
const ROUND = Duration.minutes(15);

export interface HeartbeatProps {
  readonly code: Code;
  readonly config: RegionSweepConfig;
  /** The regions to call. */
  readonly regions: readonly string[];
  readonly topics: Readonly<Record<'findings' | 'archive' | 'operators', NotificationTopic>>;
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
    new Rule(this, 'Schedule', {
      description: 'RegionSweep: the heartbeat',
      // Every minute, on the minute: the function computes from the time which regions are due.
      schedule: Schedule.cron({ minute: '*' }),
      targets: [new LambdaFunction(lambda, { retryAttempts: 0 })],
    });
    this.alarms = this.addAlarms();
  }

  /** Makes the detector publish synthetic findings, checks the follow-up as a subscriber, and adds the alarms. */
  watch({ followUp, detector, ...operators }: WatchProps): void {
    this.lambda.addEnvironment('FOLLOW_UP_ARN', followUp.functionArn);
    new Rule(this, 'Synthetic', {
      description: 'RegionSweep: a synthetic finding, to the archive',
      schedule: Schedule.rate(Duration.days(1)),
      targets: [
        new LambdaFunction(detector, { event: RuleTargetInput.fromObject({ synthetic: true }) }),
      ],
    });
    new OperatorsAlarm(this, 'Subscribers', {
      ...operators,
      metric: hourlyMaximum(METRICS.subscribersMissing),
      meaning:
        'The hourly check found that a subscriber of the stack is missing or unconfirmed, or could not look. The log names each one and the remedy.',
      urgency: 'You are not blind, but alerts may reach nobody: act now.',
      command: this.readLog,
      anchor: 'missing-subscribers',
    });
    if (this.config.organization?.id !== undefined) {
      new OperatorsAlarm(this, 'Coverage', {
        ...operators,
        metric: new MathExpression({
          label: 'problems',
          expression: 'FILL(organization, 0) + FILL(instances, 0)',
          usingMetrics: {
            organization: hourlyMaximum(METRICS.organizationMismatch),
            instances: hourlyMaximum(METRICS.stackInstancesNotCurrent),
          },
          period: HOUR,
        }),
        meaning:
          'The hourly check found accounts or regions without a current forwarder, or the hub in another organization, or could not look. The log names each problem and the remedy.',
        urgency: 'You are blind in these accounts and regions: act the same day.',
        command: this.readLog,
        anchor: 'missing-forwarders',
      });
    }
    new OperatorsAlarm(this, 'SyntheticMissing', {
      ...operators,
      metric: projectMetric(METRICS.syntheticFindings, {}, over(HOUR, 'Sum')),
      isBelow: true,
      // The heartbeat writes a zero every hour, so a new deployment does not set off the alarm.
      periods: SYNTHETIC_HOURS,
      meaning: `No synthetic finding has arrived for ${SYNTHETIC_HOURS} h, so the path from the detector through the archive topic to the follow-up function is broken.`,
      urgency: 'Alerts may be missing: act now.',
      command: `aws lambda invoke --function-name ${detector.functionName} --cli-binary-format raw-in-base64-out --payload '{"synthetic":true}' /dev/stdout`,
      anchor: 'synthetic-findings',
    });
  }

  private addAlarms(): OperatorsAlarm[] {
    const text = {
      runbookUrl: this.config.runbookUrl,
      urgency: 'You are not blind, but a region that falls silent goes unnoticed: act by tomorrow.',
      command: this.readLog,
    };
    return [
      new OperatorsAlarm(this, 'Idle', {
        ...text,
        metric: this.lambda.metricInvocations(over(ROUND, 'Sum')),
        isBelow: true,
        missingData: TreatMissingData.BREACHING,
        meaning: 'The heartbeat has not run for 15 min.',
        anchor: 'heartbeat-idle',
      }),
      new OperatorsAlarm(this, 'Errors', {
        ...text,
        metric: this.lambda.metricErrors(over(ROUND, 'Sum')),
        periods: 3,
        meaning:
          'The heartbeat has failed for 45 min: AWS does not answer its calls in a region, or the function cannot run.',
        anchor: 'heartbeat-errors',
      }),
    ];
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
      const prefix = `${stack.stackName}${STACK_SET_INFIX}`;
      this.lambda.addEnvironment('STACK_SET_PREFIX', prefix);
      allow(
        this.lambda,
        ['cloudformation:ListStackInstances'],
        // StackSets with service-managed permissions belong to the management account.
        stack.formatArn({
          service: 'cloudformation',
          account: '*',
          resource: 'stackset',
          resourceName: `${prefix}*`,
        }),
      );
    }
  }
}

function hourlyMaximum(metric: MetricDefinition): Metric {
  return projectMetric(metric, {}, over(HOUR, 'Maximum'));
}
