import { Duration } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  type IAlarm,
  PeriodOverride,
  TextWidget,
  TextWidgetBackground,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus, IRule } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { findings } from './dashboard/findings';
import type { DashboardRow } from './dashboard/graphs';
import { health } from './dashboard/health';
import { losses } from './dashboard/losses';
import { sources } from './dashboard/sources';
import { traffic } from './dashboard/traffic';
import type { IngestionPath } from './ingestion';
import type { ProjectFunction } from './project-function';

export interface DashboardProps {
  readonly detector: ProjectFunction;
  readonly ingestion: IngestionPath;
  readonly findingsTopic: ITopic;
  readonly operatorsTopic: ITopic;
  /** Calls that EventBridge could not deliver. */
  readonly undelivered: IQueue;
  /** Calls that the detector gave up on. */
  readonly unhandled: IQueue;
  /** Findings that the follow-up function gave up on. */
  readonly notFollowedUp: IQueue;
  readonly hubBus: IEventBus;
  /** Rules on the hub bus that lead calls to the detector. */
  readonly hubRules: readonly IRule[];
  /** Rules on the default bus that lead calls to the detector. */
  readonly homeRules: readonly IRule[];
  /** The enabled rules of the catalog. */
  readonly rules: readonly CatalogRule[];
  /** Regions that have a metric of their own. */
  readonly regions: readonly string[];
  /** Every alarm of the hub, 100 at most. */
  readonly alarms: readonly IAlarm[];
}

/**
 * The CloudWatch dashboard: health, traffic, sources, findings and losses, from top to bottom. CloudFormation chooses
 * its name, so that two deployments do not clash.
 *
 * List price: $3 per month. The free tier covers three dashboards of up to 50 metrics; this one can have more.
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export class Dashboard extends Construct {
  /** The name that CloudFormation chooses; a token. */
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(1),
      // The titles name the period of each value, so the period must not follow the time range.
      periodOverride: PeriodOverride.INHERIT,
    });
    for (const { title, note, widgets } of rowsOf(props)) {
      const heading = new TextWidget({
        markdown: `## ${title}\n${note}`,
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
    health({ alarms, ingestion }),
    traffic(),
    sources(props.regions),
    findings(props.rules),
    losses({ ...props, detector: detector.lambda, eventRules: [...hubRules, ...homeRules] }),
  ];
}
