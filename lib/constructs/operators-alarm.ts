import {
  Alarm,
  type AlarmBase,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** Every alarm description starts with this. The hub recognizes the alarms of its forwarders by it. */
export const ALARM_PREFIX = 'RegionSweep: ';

/** What operators read in the message of an alarm, about 600 characters at most. */
export interface AlarmText {
  /** What the alarm means, as sentences. */
  readonly meaning: string;
  /** Whether a sweep could go unnoticed right now, and how urgent that is. */
  readonly urgency: string;
  /** The first command to run. It may contain tokens. */
  readonly command: string;
  /** The section of docs/operations.md about this alarm. */
  readonly anchor: string;
}

/** The topic that an alarm notifies, and the page that its text links to. */
export interface Operators {
  /** The page with the sections that the texts link to. */
  readonly runbookUrl: string;
  /**
   * The topic that the alarm notifies.
   * @default no topic: its changes of state are forwarded to the hub as events
   */
  readonly operatorsTopic?: ITopic | undefined;
}

export interface OperatorsAlarmProps extends AlarmText, Operators {
  readonly metric: IMetric;
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
   * Number of periods to look at.
   * @default 1
   */
  readonly periods?: number;
  /**
   * How many of these periods must cross the threshold.
   * @default all
   */
  readonly breachingPeriods?: number;
  /**
   * How to treat a period without a value.
   * @default TreatMissingData.NOT_BREACHING
   */
  readonly missingData?: TreatMissingData;
  /**
   * Whether the alarm also sends an OK when it clears.
   * @default false
   */
  readonly sendsOk?: boolean;
}

/** An alarm about RegionSweep itself, for operators. */
export class OperatorsAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: OperatorsAlarmProps) {
    const { metric, threshold = 1, isBelow = false, periods = 1 } = props;
    super(scope, id, {
      metric,
      alarmDescription: describe(props),
      threshold,
      comparisonOperator: isBelow
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      datapointsToAlarm: props.breachingPeriods ?? periods,
      treatMissingData: props.missingData ?? TreatMissingData.NOT_BREACHING,
    });
    if (props.operatorsTopic !== undefined) {
      notify(this, props.operatorsTopic, props.sendsOk);
    }
  }
}

/** The description of an alarm. */
export function describe({ meaning, urgency, command, anchor, runbookUrl }: AlarmText & Operators) {
  return `${ALARM_PREFIX}${meaning} ${urgency} First command: ${command} What to do: ${runbookUrl}#${anchor}`;
}

/** Makes an alarm notify a topic. */
export function notify(alarm: AlarmBase, topic: ITopic, sendsOk = false): void {
  const action = new SnsAction(topic);
  alarm.addAlarmAction(action);
  if (sendsOk) {
    alarm.addOkAction(action);
  }
}
