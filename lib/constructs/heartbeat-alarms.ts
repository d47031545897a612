import { Duration } from 'aws-cdk-lib';
import { MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import { METRICS } from '../../src/metrics/metric-catalog';
import { HOUR, hourlyMaximum, over, projectMetric } from '../project-metric';
import { type Operators, OperatorsAlarm } from './operators-alarm';

/** Longer than a day, because the delivery of the synthetic finding may be late. */
const SYNTHETIC_HOURS = 26;

/** The heartbeat of a region comes every 15 min. */
const ROUND = Duration.minutes(15);

/** How many rounds in a row the heartbeat may fail. */
const FAILED_ROUNDS = 3;

/** The command that shows what the heartbeat logged. */
interface HeartbeatLog {
  readonly readLog: string;
}

/** Alarms without an action, which fire while the heartbeat proves nothing. */
export function createProofAlarms(
  scope: Construct,
  lambda: Lambda,
  {
    collection,
    readLog,
    ...operators
  }: Operators & HeartbeatLog & Pick<RegionSweepConfig, 'collection'>,
): OperatorsAlarm[] {
  const text = {
    ...operators,
    urgency: 'You are not blind, but a region that falls silent goes unnoticed: act by tomorrow.',
    command: readLog,
  };
  const invocations = lambda.metricInvocations(over(ROUND, 'Sum'));
  const errors = lambda.metricErrors(over(ROUND, 'Sum'));
  const failure = 'AWS does not answer its calls in a region, or the function cannot run.';
  if (collection === 'trail') {
    // One alarm, so that the stack stays small: the trail as a whole has an alarm, and no region has one.
    return [
      new OperatorsAlarm(scope, 'Errors', {
        ...text,
        metric: new MathExpression({
          label: 'proves nothing',
          expression: '(FILL(invocations, 0) < 1) OR (FILL(errors, 0) > 0)',
          usingMetrics: { invocations, errors },
          period: ROUND,
        }),
        periods: FAILED_ROUNDS,
        missingData: TreatMissingData.BREACHING,
        meaning: `The heartbeat has not run, or has failed, for 45 min: it is disabled, ${failure}`,
        anchor: 'heartbeat-errors',
      }),
    ];
  }
  return [
    new OperatorsAlarm(scope, 'Idle', {
      ...text,
      metric: invocations,
      isBelow: true,
      missingData: TreatMissingData.BREACHING,
      meaning: 'The heartbeat has not run for 15 min.',
      anchor: 'heartbeat-idle',
    }),
    new OperatorsAlarm(scope, 'Errors', {
      ...text,
      metric: errors,
      periods: FAILED_ROUNDS,
      meaning: `The heartbeat has failed for 45 min: ${failure}`,
      anchor: 'heartbeat-errors',
    }),
  ];
}

export interface CheckAlarmsProps extends Operators, HeartbeatLog {
  /** Whether the heartbeat also checks the organization and its StackSets. */
  readonly hasOrganization: boolean;
  readonly detectorName: string;
}

/** Alarms on the hourly check and on synthetic findings. */
export function createCheckAlarms(scope: Construct, props: CheckAlarmsProps): void {
  const { hasOrganization, detectorName, readLog, ...operators } = props;
  new OperatorsAlarm(scope, 'Subscribers', {
    ...operators,
    metric: hourlyMaximum(METRICS.subscribersMissing),
    meaning:
      'The hourly check failed, or found that a subscriber of the stack is missing or unconfirmed. The log names each one and the fix.',
    urgency: 'You are not blind, but alerts may reach nobody: act now.',
    command: readLog,
    anchor: 'missing-subscribers',
  });
  if (hasOrganization) {
    new OperatorsAlarm(scope, 'Coverage', {
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
        'The hourly check failed, or found accounts and regions without a current forwarder, or the hub in the wrong organization. The log names each problem and its reason.',
      urgency: 'You are blind in these accounts and regions: act the same day.',
      command: readLog,
      anchor: 'missing-forwarders',
    });
  }
  new OperatorsAlarm(scope, 'SyntheticMissing', {
    ...operators,
    metric: projectMetric(METRICS.syntheticFindings, {}, over(HOUR, 'Sum')),
    isBelow: true,
    // The heartbeat writes a zero every hour, so a new deployment does not set off the alarm.
    periods: SYNTHETIC_HOURS,
    meaning: `No synthetic finding has arrived for ${SYNTHETIC_HOURS} h, so the path from the detector through the archive topic to the follow-up function is broken.`,
    urgency: 'Alerts may be missing: act now.',
    command: `aws lambda invoke --function-name ${detectorName} --cli-binary-format raw-in-base64-out --payload '{"synthetic":true}' /dev/stdout`,
    anchor: 'synthetic-findings',
  });
}
