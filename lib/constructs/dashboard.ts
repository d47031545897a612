import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  type IAlarm,
  PeriodOverride,
  TextWidget,
  TextWidgetBackground,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus, IRule } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { fromWhere } from './dashboard/from-where';
import type { DashboardRow } from './dashboard/graphs';
import { isItAlive } from './dashboard/is-it-alive';
import { whatCameIn } from './dashboard/what-came-in';
import { whatItCosts } from './dashboard/what-it-costs';
import { whatWasFound } from './dashboard/what-was-found';
import { whatWasLost } from './dashboard/what-was-lost';
import type { IngestionPath } from './ingestion';
import type { ProjectFunction } from './project-function';

export interface DashboardProps {
  readonly detector: ProjectFunction;
  readonly ingestion: IngestionPath;
  readonly table: ITable;
  readonly findingsTopic: ITopic;
  readonly operatorsTopic: ITopic;
  /** Calls that EventBridge could not deliver. */
  readonly undelivered: IQueue;
  /** Calls that the detector gave up on. */
  readonly unhandled: IQueue;
  /** Where findings wait that were not followed up. */
  readonly notFollowedUp: IQueue;
  readonly hubBus: IEventBus;
  /** Rules on the hub bus that lead calls to the detector. */
  readonly hubRules: readonly IRule[];
  /** Rules on the default bus that lead calls to the detector. */
  readonly homeRules: readonly IRule[];
  /** Rules of the catalogue that are switched on. */
  readonly rules: readonly CatalogRule[];
  /** Regions that metrics tell apart. */
  readonly regions: readonly string[];
  /** Every alarm of the hub, 100 at most. */
  readonly alarms: readonly IAlarm[];
}

/**
 * A CloudWatch dashboard that answers, from top to bottom: is it alive, what came in, from where, what was found,
 * what was lost, what does it cost. CloudFormation makes up its name, so that two deployments do not clash.
 *
 * List price: $3 a month. The free tier has three dashboards of up to 50 metrics each; this one can have more.
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export class Dashboard extends Construct {
  /** As CloudFormation makes it up; a token. */
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      // The titles say of how long a time a value is, so the period must not follow the time that is shown.
      periodOverride: PeriodOverride.INHERIT,
    });
    for (const { question, note, widgets } of rowsOf(props)) {
      const heading = new TextWidget({
        markdown: `## ${question}\n${note}`,
        width: 24,
        height: 2,
        background: TextWidgetBackground.TRANSPARENT,
      });
      dashboard.addWidgets(heading);
      dashboard.addWidgets(...widgets);
    }
    this.dashboardName = dashboard.dashboardName;
  }
}

function rowsOf(props: DashboardProps): DashboardRow[] {
  const { detector, ingestion, alarms } = props;
  const hubRules = props.hubRules.map((rule) => ({ rule, bus: props.hubBus }));
  const homeRules = props.homeRules.map((rule) => ({ rule }));
  return [
    isItAlive({ alarms, ingestion }),
    whatCameIn(),
    fromWhere(props.regions),
    whatWasFound(props.rules),
    whatWasLost({ ...props, detector: detector.lambda, eventRules: [...hubRules, ...homeRules] }),
    whatItCosts({
      detector: detector.lambda,
      detectorLog: detector.logGroup,
      table: props.table,
      hubRules,
      homeRules,
      queue: ingestion.queue,
      alarmCount: alarms.length,
    }),
  ];
}
