import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../../src/metrics/metric-catalog';
import { projectMetric } from '../project-metric';
import { OperatorsAlarm, over } from './operators-alarm';

const HOUR = Duration.hours(1);

export interface SilenceAlarmsProps {
  /** The regions that calls should come from. */
  readonly regions: readonly string[];
  /** Whether the heartbeat calls these regions every hour. */
  readonly hasHeartbeat: boolean;
  readonly silenceHours: number;
  readonly operatorsTopic: ITopic;
}

/** Alarms that ring when no calls come in: at all, or from one region. */
export class SilenceAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SilenceAlarmsProps) {
    super(scope, id);
    const { regions, hasHeartbeat, silenceHours, operatorsTopic } = props;
    new OperatorsAlarm(this, 'Total', {
      metric: projectMetric(METRICS.calls, {}, over(HOUR, 'Sum')),
      meaning: `No call at all has come in for ${silenceHours} hours, so nothing can be detected. After the first deployment it rings until the first call is there.`,
      anchor: 'silence',
      threshold: 1,
      isBelow: true,
      periods: silenceHours,
      missingData: TreatMissingData.BREACHING,
      operatorsTopic,
      tellsEnd: true,
    });
    for (const region of regions) {
      new OperatorsAlarm(this, region, {
        metric: projectMetric(METRICS.calls, { region }, over(HOUR, 'Sum')),
        meaning: `No call has come in from ${region} for ${silenceHours} hours: a sweep there would be missed.`,
        anchor: 'silence',
        threshold: 1,
        isBelow: true,
        periods: silenceHours,
        // With a heartbeat, an hour without an answer has the zero that the heartbeat entered. So the alarm waits
        // for the first heartbeat instead of ringing for every region of a new deployment.
        missingData: hasHeartbeat ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
        operatorsTopic,
        tellsEnd: true,
      });
    }
  }
}
