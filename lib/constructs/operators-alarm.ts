import type { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * With what every description of an alarm begins. The hub knows the alarms of its forwarders by it.
 */
export const ALARM_PREFIX = 'RegionSweep: ';

export interface OperatorsAlarmProps {
  readonly metric: IMetric;
  /** What the alarm means and what to do, as sentences. Operators read them in the message. */
  readonly meaning: string;
  /** Heading of docs/operations.md that says more. */
  readonly anchor: string;
  /** It rings from this value on. */
  readonly threshold: number;
  /**
   * Rings when the value is below the threshold instead.
   * @default false
   */
  readonly isBelow?: boolean;
  /**
   * Periods in a row that the threshold has to be crossed.
   * @default 1
   */
  readonly periods?: number;
  /**
   * What a period without a value stands for.
   * @default TreatMissingData.NOT_BREACHING
   */
  readonly missingData?: TreatMissingData;
  /**
   * Where it rings.
   * @default nowhere: its changes of state are forwarded to the hub as events
   */
  readonly operatorsTopic?: ITopic;
  /**
   * Whether the end of the alarm is told as well.
   * @default false
   */
  readonly tellsEnd?: boolean;
}

/** An alarm for those who run the detector. */
export class OperatorsAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: OperatorsAlarmProps) {
    const { metric, meaning, anchor, threshold, isBelow = false, periods = 1 } = props;
    super(scope, id, {
      metric,
      alarmDescription: `${ALARM_PREFIX}${meaning} See docs/operations.md#${anchor}.`,
      threshold,
      comparisonOperator: isBelow
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: props.missingData ?? TreatMissingData.NOT_BREACHING,
    });
    if (props.operatorsTopic !== undefined) {
      const action = new SnsAction(props.operatorsTopic);
      this.addAlarmAction(action);
      if (props.tellsEnd === true) {
        this.addOkAction(action);
      }
    }
  }
}

/** How a metric is summed up over one period. */
export function over(period: Duration, statistic: 'Sum' | 'Maximum') {
  return { period, statistic };
}
