import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  PeriodOverride,
  TextWidget,
  TextWidgetBackground,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { CatalogRule } from '../../src/detection/rules/rule-catalog';
import { type HealthProps, health } from './dashboard/health';
import { incidents } from './dashboard/incidents';
import { type LossesProps, losses } from './dashboard/losses';
import { sources, traffic } from './dashboard/traffic';
import { trailRow } from './dashboard/trail';

type DashboardProps = HealthProps &
  LossesProps & {
    /** The enabled rules of the catalog. */
    readonly rules: readonly CatalogRule[];
    /** Regions that have a metric of their own. */
    readonly regions: readonly string[];
  };

/**
 * The CloudWatch dashboard: health, traffic, sources, the trail, findings and losses, from top to bottom. CloudFormation chooses
 * its name, so that two deployments do not clash.
 *
 * List price: $3 per month. The free tier covers three dashboards of up to 50 metrics; this one can have more.
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export function createDashboard(scope: Construct, props: DashboardProps): Dashboard {
  const dashboard = new Dashboard(new Construct(scope, 'Dashboard'), 'Dashboard', {
    defaultInterval: Duration.days(1),
    // The titles name the period of each value, so the period must not follow the time range.
    periodOverride: PeriodOverride.INHERIT,
  });
  const rows = [
    health(props),
    traffic(),
    sources(props.rules, props.regions, props.runbookUrl),
    ...(props.trail === undefined ? [] : [trailRow(props.trail, props.runbookUrl)]),
    incidents(props.rules),
    losses(props),
  ];
  for (const { title, note, widgets } of rows) {
    const heading = new TextWidget({
      markdown: `## ${title}\n${note}`,
      width: 24,
      height: 2,
      background: TextWidgetBackground.TRANSPARENT,
    });
    dashboard.addWidgets(heading);
    dashboard.addWidgets(...widgets);
  }
  return dashboard;
}
