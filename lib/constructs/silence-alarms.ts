import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmRule,
  type CfnCompositeAlarm,
  CompositeAlarm,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { METRICS, type Metric } from '../../src/metrics/metric-catalog';
import { hourlyMaximum, over, projectMetric } from '../project-metric';
import type { Heartbeat } from './heartbeat';
import { describe, notify, type Operators, OperatorsAlarm } from './operators-alarm';
import { pascalCase } from './sweep-rules';
import type { TrailCollection } from './trail-collection';

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
  readonly collection: RegionSweepConfig['collection'];
  /** The path of the trail, unless EventBridge alone brings calls. */
  readonly trail: TrailCollection | undefined;
}

/**
 * Alarms that fire when no calls arrive: none in total, none of a rule from a region, or none from an account and region
 * that the trail brought files of. However many are silent, operators get one message, and one OK at the end.
 *
 * With the trail alone, EventBridge brings calls of the region of the hub only, so only the trail must not fall silent.
 */
export function createSilenceAlarms(parent: Construct, props: SilenceAlarmsProps): void {
  const scope = new Construct(parent, 'Silence');
  const { operators, heartbeat, collection } = props;
  if (collection === 'trail') {
    trailAlarm(scope, props, operators);
    for (const alarm of heartbeat?.alarms ?? []) {
      notify(alarm, operators.operatorsTopic);
    }
    return;
  }
  const total = totalAlarm(scope, props);
  // Without a heartbeat, each notifies operators itself. With it, the composite alarm does.
  const { runbookUrl } = operators;
  const notified = heartbeat === undefined ? operators : { runbookUrl };
  const ofTrail =
    collection === 'both'
      ? [trailAlarm(scope, props, notified), ...placeAlarms(scope, props, notified)]
      : [];
  if (heartbeat !== undefined) {
    const proofs = [...heartbeat.alarms, ...regionAlarms(scope, heartbeat, props), ...ofTrail];
    compositeAlarm(scope, props, total, proofs);
  }
}

/** The alarm that fires when EventBridge brings no call at all. */
function totalAlarm(
  scope: Construct,
  { operators, silenceHours, heartbeat }: SilenceAlarmsProps,
): Alarm {
  return new OperatorsAlarm(scope, 'Total', {
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
}

/** The alarm that notifies operators of all others but the one on the total. */
function compositeAlarm(
  scope: Construct,
  { operators, collection }: SilenceAlarmsProps,
  total: Alarm,
  proofs: readonly Alarm[],
): void {
  const command = `aws cloudwatch describe-alarms --alarm-name-prefix ${Stack.of(scope).stackName} --state-value ALARM --query 'MetricAlarms[].AlarmName'`;
  const composite = new CompositeAlarm(scope, 'Proofs', {
    alarmDescription: describe({
      ...operators,
      meaning: `No calls of a rule arrive from a region${collection === 'both' ? ', one of the two paths brings no calls of an account and region' : ''}, or the heartbeat proves nothing. The reason for the state change names the first alarm. Until this one clears, others of them send no message.`,
      urgency: 'You may be blind there: act the same day.',
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

/**
 * The alarm that fires when the files of the trail bring no call. With the trail alone, it also fires when they bring
 * none of some places, so that the stack stays small.
 */
function trailAlarm(
  scope: Construct,
  { silenceHours, heartbeat, collection, trail }: SilenceAlarmsProps,
  operators: Operators,
): Alarm {
  const isAlone = collection === 'trail';
  const earlyMinutes = heartbeat === undefined ? 0 : REGION_EARLY_MINUTES;
  const period = Duration.minutes(silenceHours * 60 - earlyMinutes);
  // Calls, not files: a trail that leaves out read events delivers files too, and none has a call of the heartbeat.
  const fallen = projectMetric(METRICS.trailCalls, {}, over(period, 'Sum'));
  const silent = projectMetric(METRICS.silentPlaces, {}, over(period, 'Maximum'));
  const reasons =
    'the trail has stopped, nothing announces its files, or the trail reader may not read them';
  return new OperatorsAlarm(scope, 'Trail', {
    ...operators,
    ...(isAlone
      ? {
          metric: new MathExpression({
            label: 'silent',
            expression: '(FILL(calls, 0) < 1) OR (FILL(silent, 0) > 0)',
            usingMetrics: { calls: fallen, silent },
            period,
          }),
          meaning: `The files of the trail bring no calls: ${reasons}. Or they bring none of some accounts and regions any more, which the log then names. After the first deployment this alarm fires until the first call arrives.`,
          urgency:
            'You are blind in these places, or everywhere except in the region of the hub: act now.',
        }
      : {
          metric: fallen,
          isBelow: true,
          meaning: `The files of the trail bring no calls: ${reasons}. After the first deployment this alarm fires until the first call arrives.`,
          urgency: 'You are not blind while EventBridge brings calls: act the same day.',
        }),
    missingData: TreatMissingData.BREACHING,
    sendsOk: true,
    command: `aws logs tail ${trail?.reader.logGroup.logGroupName} --since 1h`,
    anchor: 'silent-trail',
  });
}

/** The alarms on accounts and regions. The trail reader writes their numbers every ten minutes, and its log names them. */
function placeAlarms(
  scope: Construct,
  { trail }: SilenceAlarmsProps,
  operators: Operators,
): Alarm[] {
  const command = `aws logs filter-log-events --log-group-name ${trail?.reader.logGroup.logGroupName} --filter-pattern '"Places not heard from"' --query 'events[-1].message'`;
  return [
    new OperatorsAlarm(scope, 'Places', {
      ...operators,
      metric: hourlyMaximum(METRICS.silentPlaces),
      meaning:
        'The trail brought files of an account and region for days, and now brings none: for twice as long as ever in the last week, and for 3 h at least. The log names them, as does regionsweep coverage.',
      urgency: 'You may be blind there: act the same day.',
      command,
      anchor: 'silent-places',
    }),
    new OperatorsAlarm(scope, 'Missed', {
      ...operators,
      metric: hourlyMaximum(METRICS.missedPlaces),
      meaning:
        'EventBridge brought less than half of the calls of an account and region in an hour: the forwarder there is gone or broken. Nothing is lost, because the trail brought them. The log names the places, as does regionsweep coverage.',
      urgency:
        'You are not blind, but alerts about these places come 5 to 15 min late: act the same day.',
      command,
      anchor: 'missed-places',
    }),
  ];
}

/** The alarms of each rule in each region of the heartbeat. */
function regionAlarms(
  scope: Construct,
  heartbeat: Pick<Heartbeat, 'rules' | 'regions'>,
  { silenceHours, operators: { runbookUrl } }: SilenceAlarmsProps,
): Alarm[] {
  return heartbeat.rules.flatMap((rule) =>
    heartbeat.regions.map((region) =>
      regionAlarm(scope, rule, region, { silenceHours, runbookUrl }),
    ),
  );
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

function calls(
  dimensions: { readonly ruleId?: string; readonly region?: string },
  silenceHours: number,
  earlyMinutes: number,
): IMetric {
  return sumOver(METRICS.calls, dimensions, silenceHours, earlyMinutes);
}

/** The sum of a metric in a single long period, which CloudWatch evaluates every minute. */
function sumOver(
  metric: Metric,
  dimensions: { readonly ruleId?: string; readonly region?: string },
  silenceHours: number,
  earlyMinutes: number,
): IMetric {
  const period = Duration.minutes(silenceHours * 60 - earlyMinutes);
  return projectMetric(metric, dimensions, over(period, 'Sum'));
}
