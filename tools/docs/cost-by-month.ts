import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { METRICS } from '../../src/metrics/metric-catalog';
import { MONTHLY_PRICES, type Price, USAGE_PRICES } from '../cost/list-prices';
import { costOf } from './cost-by-use';
import { defaultStacks, type TemplateResource } from './default-stacks';
import { dollarText, roundedTo } from './dollars';

const SECONDS_A_MONTH = 730 * 3600;

/** Billed for a heartbeat, at most: a request to another region, and now and then a cold start. */
const HEARTBEAT_SECONDS = 1;

/** Something that is paid for by the month, used or not. */
export interface MonthlyLine {
  readonly what: string;
  readonly number: string;
  readonly price: string;
  readonly dollars: number;
}

/** What the default configuration costs by the month before anyone calls, as its templates say. */
export interface MonthlyCost {
  readonly hub: readonly MonthlyLine[];
  readonly forwarder: MonthlyLine & { readonly count: number };
  /** Of the detector. */
  readonly memoryMegabytes: number;
}

export function monthlyCost(): MonthlyCost {
  const { hub, forwarders } = defaultStacks();
  const { alarm, metric, key, dashboard } = MONTHLY_PRICES;
  const regions = DEFAULT_CONFIG.regions.length;
  const alarmMetrics = metricsOfAlarms(hub);
  // Each metric as a whole; of the calls, each region and all others together.
  const metrics = Object.keys(METRICS).length + regions + 1;
  const line = (what: string, number: number, price: Price, more = ''): MonthlyLine => ({
    what,
    number: `${number}${more}`,
    price: dollarText(price.dollars),
    dollars: costOf(price, number),
  });
  const [ofForwarder = []] = forwarders;
  return {
    hub: [
      line(
        'metrics that the alarms of the hub look at',
        alarmMetrics,
        alarm,
        `: ${alarmMetrics - regions} and ${regions} regions`,
      ),
      line(
        'metrics of the project',
        metrics,
        metric,
        `: ${metrics - regions} and ${regions} regions; and each reason, rule and severity that comes up`,
      ),
      line('key of the topics', countOf(hub, 'AWS::KMS::Key'), key),
      line(
        'dashboard, unless it is one of the three that are free',
        countOf(hub, 'AWS::CloudWatch::Dashboard'),
        dashboard,
      ),
      heartbeat(hub),
    ],
    forwarder: {
      ...line('alarm of a forwarder, which its account pays', metricsOfAlarms(ofForwarder), alarm),
      count: forwarders.length,
    },
    memoryMegabytes: memoryOf(functionWith(hub, 'TABLE_NAME')),
  };
}

function heartbeat(hub: readonly TemplateResource[]): MonthlyLine {
  const lambda = functionWith(hub, 'HEARTBEAT_SECONDS');
  const beats = SECONDS_A_MONTH / Number(variablesOf(lambda)['HEARTBEAT_SECONDS']);
  const gigabyteSeconds = (beats * HEARTBEAT_SECONDS * memoryOf(lambda)) / 1024;
  return {
    what: 'heartbeat',
    number: `${Math.round(beats).toLocaleString('en-US')} invocations of ${memoryOf(lambda)} MB, ${HEARTBEAT_SECONDS} s at most`,
    price: '',
    dollars: roundedTo(
      2,
      costOf(USAGE_PRICES.lambdaRequests, beats) +
        costOf(USAGE_PRICES.lambdaGigabyteSeconds, gigabyteSeconds),
    ),
  };
}

function countOf(resources: readonly TemplateResource[], type: string): number {
  return resources.filter(({ Type }) => Type === type).length;
}

/** An alarm is paid for by the metrics it looks at, and not for the mathematics it does with them. */
function metricsOfAlarms(resources: readonly TemplateResource[]): number {
  return resources
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties: { Metrics: metrics } }) =>
      Array.isArray(metrics) ? metrics.filter((metric) => 'MetricStat' in metric).length : 1,
    )
    .reduce((sum, count) => sum + count, 0);
}

/** @throws Error when no function has the environment variable. */
function functionWith(resources: readonly TemplateResource[], variable: string): TemplateResource {
  const found = resources.find(
    (resource) =>
      resource.Type === 'AWS::Lambda::Function' && Object.hasOwn(variablesOf(resource), variable),
  );
  if (found === undefined) {
    throw new Error(`No function of the hub has the environment variable ${variable}.`);
  }
  return found;
}

function variablesOf({ Properties }: TemplateResource): Readonly<Record<string, unknown>> {
  const environment = Properties['Environment'] as { Variables?: Record<string, unknown> };
  return environment?.Variables ?? {};
}

function memoryOf({ Properties }: TemplateResource): number {
  return Number(Properties['MemorySize']);
}
