import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../../src/metrics/metric-catalog';
import { projectMetric } from '../project-metric';
import { OperatorsAlarm, over } from './operators-alarm';

const HOUR = Duration.hours(1);

export interface SilenceAlarmsProps {
  /** The regions that calls are expected from. */
  readonly regions: readonly string[];
  /** Whether the heartbeat calls these regions every hour. */
  readonly hasHeartbeat: boolean;
  readonly silenceHours: number;
  readonly operatorsTopic: ITopic;
}

/** Alarms that fire when no calls arrive: none in total, or none from one region. */
export class SilenceAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SilenceAlarmsProps) {
    super(scope, id);
    const { regions, hasHeartbeat, silenceHours, operatorsTopic } = props;
    new OperatorsAlarm(this, 'Total', {
      metric: projectMetric(METRICS.calls, {}, over(HOUR, 'Sum')),
      meaning: `The hub has received no call for ${silenceHours} hours, so RegionSweep cannot detect anything. After the first deployment this alarm fires until the first call arrives. Later, check the CloudTrail trail first.`,
      anchor: 'silence',
      threshold: 1,
      isBelow: true,
      periods: silenceHours,
      missingData: TreatMissingData.BREACHING,
      operatorsTopic,
      sendsOk: true,
    });
    for (const region of regions) {
      new OperatorsAlarm(this, region, {
        metric: projectMetric(METRICS.calls, { region }, over(HOUR, 'Sum')),
        meaning: `The hub has received no call from ${region} for ${silenceHours} hours and cannot detect a sweep there. Check the CloudTrail trail and the forwarder of that region.`,
        anchor: 'silence',
        threshold: 1,
        isBelow: true,
        periods: silenceHours,
        // The heartbeat writes a zero before each call that it expects, so an hour without a call still has a value.
        // Missing data then only means that the first heartbeat is yet to come.
        missingData: hasHeartbeat ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
        operatorsTopic,
        sendsOk: true,
      });
    }
  }
}
