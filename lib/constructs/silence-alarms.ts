import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRICS } from '../../src/metrics/metric-catalog';
import { projectMetric } from '../project-metric';
import { OperatorsAlarm, over } from './operators-alarm';

export interface SilenceAlarmsProps {
  /** The regions that calls are expected from. */
  readonly regions: readonly string[];
  /** Whether the heartbeat calls these regions every hour. */
  readonly hasHeartbeat: boolean;
  readonly silenceHours: number;
  readonly operatorsTopic: ITopic;
}

/** Alarms that fire when no calls arrive: none in total, or none from one region. */
export function createSilenceAlarms(parent: Construct, props: SilenceAlarmsProps): void {
  const scope = new Construct(parent, 'Silence');
  const { regions, hasHeartbeat, silenceHours, operatorsTopic } = props;
  const add = (
    id: string,
    dimensions: { readonly region?: string },
    missingData: TreatMissingData,
    meaning: string,
  ): void => {
    new OperatorsAlarm(scope, id, {
      metric: projectMetric(METRICS.calls, dimensions, over(Duration.hours(1), 'Sum')),
      meaning,
      anchor: 'silence',
      isBelow: true,
      periods: silenceHours,
      missingData,
      operatorsTopic,
      sendsOk: true,
    });
  };
  add(
    'Total',
    {},
    TreatMissingData.BREACHING,
    `The hub has received no call for ${silenceHours} hours, so RegionSweep cannot detect anything. After the first deployment this alarm fires until the first call arrives. Later, check the CloudTrail trail first.`,
  );
  for (const region of regions) {
    add(
      region,
      { region },
      // The heartbeat writes a zero before each call that it expects, so an hour without a call still has a value.
      // Missing data then only means that the first heartbeat is yet to come.
      hasHeartbeat ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      `The hub has received no call from ${region} for ${silenceHours} hours and cannot detect a sweep there. Check the CloudTrail trail and the forwarder of that region.`,
    );
  }
}
