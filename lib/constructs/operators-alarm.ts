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

/** Every alarm description starts with this. The hub recognizes the alarms of its forwarders by it. */
export const ALARM_PREFIX = 'RegionSweep: ';

export interface OperatorsAlarmProps {
  readonly metric: IMetric;
  /** What the alarm means and what to do first, as sentences. Operators read them in the message. */
  readonly meaning: string;
  /** The section of docs/operations.md about this alarm. */
  readonly anchor: string;
  /**
   * The alarm fires at this value or more.
   * @default 1
   */
  readonly threshold?: number;
  /**
   * Whether the alarm fires below the threshold instead.
   * @default false
   */
  readonly isBelow?: boolean;
  /**
   * Number of consecutive periods that must cross the threshold.
   * @default 1
   */
  readonly periods?: number;
  /**
   * How to treat a period without a value.
   * @default TreatMissingData.NOT_BREACHING
   */
  readonly missingData?: TreatMissingData;
  /**
   * The topic that the alarm notifies.
   * @default no topic: its changes of state are forwarded to the hub as events
   */
  readonly operatorsTopic?: ITopic | undefined;
  /**
   * Whether the alarm also sends an OK when it clears.
   * @default false
   */
  readonly sendsOk?: boolean;
}

/** An alarm about RegionSweep itself, for operators. */
export class OperatorsAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: OperatorsAlarmProps) {
    const { metric, meaning, anchor, threshold = 1, isBelow = false, periods = 1 } = props;
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
      if (props.sendsOk === true) {
        this.addOkAction(action);
      }
    }
  }
}

/** Options of a metric: its statistic over one period. */
export function over(period: Duration, statistic: 'Sum' | 'Maximum') {
  return { period, statistic };
}
