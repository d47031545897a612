import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmRule,
  type CfnCompositeAlarm,
  CompositeAlarm,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { METRICS } from '../../src/metrics/metric-catalog';
import { over, projectMetric } from '../project-metric';
import type { Heartbeat } from './heartbeat';
import { describe, notify, type Operators, OperatorsAlarm } from './operators-alarm';
import { pascalCase } from './sweep-rules';

/**
 * Minutes before `silenceHours` at which the alarms on the total and on a region go into ALARM. If everything is
 * silent, the total comes first. The composite alarm of the regions waits for it, so that operators get one message.
 */
const TOTAL_EARLY_MINUTES = 30;
const REGION_EARLY_MINUTES = 15;

/** After the total clears, the regions clear one after another within a round of the heartbeat and a late delivery. */
const CLEARING_MINUTES = 30;

export interface SilenceAlarmsProps {
  readonly operators: Required<Operators> & { readonly operatorsTopic: ITopic };
  readonly silenceHours: number;
  /** Without it, a silent region may just be unused. */
  readonly heartbeat: Pick<Heartbeat, 'rules' | 'regions' | 'alarms'> | undefined;
}

/**
 * Alarms that fire when no calls arrive: none in total, or none of a rule from a region. However many regions are
 * silent, operators get one message, and one OK at the end.
 */
export function createSilenceAlarms(parent: Construct, props: SilenceAlarmsProps): void {
  const scope = new Construct(parent, 'Silence');
  const { operators, silenceHours, heartbeat } = props;
  const { runbookUrl } = operators;
  const command = `aws cloudwatch describe-alarms --alarm-name-prefix ${Stack.of(scope).stackName}-Silence --state-value ALARM --query 'MetricAlarms[].AlarmName'`;
  const total = new OperatorsAlarm(scope, 'Total', {
    ...operators,
    metric: calls({}, silenceHours, heartbeat === undefined ? 0 : TOTAL_EARLY_MINUTES),
    isBelow: true,
    missingData: TreatMissingData.BREACHING,
    sendsOk: true,
    meaning:
      'The hub receives no calls at all, so RegionSweep cannot detect anything. After the first deployment this alarm fires until the first call arrives.',
    urgency: 'You are blind everywhere: act now.',
    command: "aws cloudtrail describe-trails --query 'trailList[].[TrailARN,HomeRegion]'",
    anchor: 'silence',
  });
  if (heartbeat === undefined) {
    return;
  }
  const proofs = [
    ...heartbeat.alarms,
    ...heartbeat.rules.flatMap((rule) =>
      heartbeat.regions.map((region) =>
        regionAlarm(scope, rule, region, { silenceHours, runbookUrl }),
      ),
    ),
  ];
  const composite = new CompositeAlarm(scope, 'Proofs', {
    alarmDescription: describe({
      ...operators,
      meaning:
        'No calls of a rule arrive from a region, or the heartbeat proves nothing. The reason for the state change names the first alarm. Until this one clears, further silent regions send no message.',
      urgency: 'You may be blind in that region for that rule: act the same day.',
      command,
      anchor: 'silence',
    }),
    alarmRule: AlarmRule.fromString(silenceRule(total, proofs)),
    actionsSuppressor: total,
    actionsSuppressorWaitPeriod: Duration.minutes(REGION_EARLY_MINUTES),
    actionsSuppressorExtensionPeriod: Duration.minutes(CLEARING_MINUTES),
  });
  // CDK sets a fixed name. CloudFormation makes one up, as for the other alarms.
  (composite.node.defaultChild as CfnCompositeAlarm).alarmName = undefined;
  notify(composite, operators.operatorsTopic, true);
}

/**
 * The rule of the composite alarm. While the alarm on the total has no state yet, the composite alarm fires, and waits
 * for it: otherwise the first deployment would send an OK.
 *
 * By name, because CloudWatch accepts 10,240 characters, and ARNs are twice as long.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
function silenceRule(total: Alarm, proofs: readonly Alarm[]): string {
  const states = proofs.map(({ alarmName }) => `ALARM("${alarmName}")`);
  return [...states, `INSUFFICIENT_DATA("${total.alarmName}")`].join(' OR ');
}

/** The alarm of a rule in a region. It has no action: the composite alarm notifies operators. */
function regionAlarm(
  scope: Construct,
  { id: ruleId }: CatalogRule,
  region: string,
  { silenceHours, runbookUrl }: { readonly silenceHours: number; readonly runbookUrl: string },
): Alarm {
  return new OperatorsAlarm(scope, `${pascalCase(ruleId)}-${region}`, {
    runbookUrl,
    metric: calls({ ruleId, region }, silenceHours, REGION_EARLY_MINUTES),
    isBelow: true,
    // The heartbeat writes a zero for each call that it expects, so a period without a call still has a value. Missing
    // data means that the heartbeat does not run or is not answered. Both have alarms of their own.
    missingData: TreatMissingData.NOT_BREACHING,
    meaning: `The hub receives no calls of the rule ${ruleId} from ${region}.`,
    urgency: `You are blind in ${region} for this rule: act the same day.`,
    command: `aws events list-rules --region ${region} --query 'Rules[].[Name,State]'`,
    anchor: 'silence',
  });
}

/** The number of calls in a single long period, which CloudWatch evaluates every minute. */
function calls(
  dimensions: { readonly ruleId?: string; readonly region?: string },
  silenceHours: number,
  earlyMinutes: number,
): IMetric {
  const period = Duration.minutes(silenceHours * 60 - earlyMinutes);
  return projectMetric(METRICS.calls, dimensions, over(period, 'Sum'));
}
