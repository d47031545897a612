import { App, Duration, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { eventRuleMetric, type PlacedRule } from '../../lib/constructs/dashboard/event-rule-metric';
import { health } from '../../lib/constructs/dashboard/health';
import { AWS_REGIONS } from '../../src/config/aws-regions';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { RULE_IDS } from '../../src/detection/rules/rule-catalog';
import { METRICS, OTHER_REGION, SERVICE } from '../../src/metrics/metric-catalog';
import { alarmsOf } from './alarm-template';
import { dashboardOf, type Widget } from './dashboard-body';
import {
  callRules,
  deadLetterQueues,
  isHeading,
  metricsOf,
  monitoredRegions,
  optionsOf,
  projectMetrics,
  titled,
  unitsOf,
} from './dashboard-widgets';
import {
  FULL_CONTEXT,
  hubTemplate,
  resourcesOf,
  TRAIL_BY_RULE,
  TRAIL_BY_TOPIC,
} from './synthesize';

const TITLES = ['Health', 'Traffic', 'Sources', 'Trail', 'Incidents', 'Losses'];

const DEPLOYMENTS = [
  ['with the defaults', {}],
  [
    'without a heartbeat and with one rule',
    {
      heartbeat: false,
      rules: { 'get-service-quota': { enabled: false } },
    },
  ],
  ['with a trail alone', TRAIL_BY_RULE],
  [
    'with both, in every region',
    {
      ...FULL_CONTEXT,
      ...TRAIL_BY_TOPIC,
      collection: 'both',
      regions: AWS_REGIONS.map(({ name }) => name),
    },
  ],
  ['with every region', { ...FULL_CONTEXT, regions: AWS_REGIONS.map(({ name }) => name) }],
] as const;

/** Metrics that only the trail reader writes. */
const OF_TRAIL = /^Trail|Places$|^EventBridgeShare$/;

describe.each(DEPLOYMENTS)('the dashboard of a hub %s', (_, context) => {
  const template = hubTemplate(context);
  const { widgets } = dashboardOf(template.toJSON());

  it('has these sections, in this order', () => {
    const headings = widgets.flatMap(({ properties: { markdown = '' } }) =>
      [...markdown.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading),
    );

    expect(headings).toEqual(TITLES.filter((title) => 'trail' in context || title !== 'Trail'));
  });

  it('has widgets below each heading', () => {
    const headings = widgets.filter(isHeading);

    for (const [index, heading] of headings.entries()) {
      const below = widgets.filter(
        ({ y }) => y > heading.y && y < (headings[index + 1]?.y ?? Number.POSITIVE_INFINITY),
      );
      expect(below.length).toBeGreaterThan(1);
    }
  });

  it('has no overlapping widgets, and none beyond the grid', () => {
    const taken = new Map<string, Widget>();
    for (const widget of widgets) {
      expect(widget.x + widget.width).toBeLessThanOrEqual(24);
      for (const unit of unitsOf(widget)) {
        expect(taken.get(unit)).toBeUndefined();
        taken.set(unit, widget);
      }
    }
  });

  it('shows every metric of the project', () => {
    const names = projectMetrics(widgets).map(({ name }) => name);

    const hasTrail = 'trail' in context;
    const expected = Object.values(METRICS)
      .map(({ name }) => name)
      .filter((name) => hasTrail || !OF_TRAIL.test(name));
    expect(new Set(names)).toEqual(new Set(expected));
  });

  it('reads project metrics by the dimensions that the functions write', () => {
    for (const { name, dimensions } of projectMetrics(widgets)) {
      const definition = Object.values(METRICS).find((metric) => metric.name === name);
      const written = definition?.dimensionSets.map((set) => [...set].sort());
      expect(written).toContainEqual(Object.keys(dimensions).sort());
    }
  });

  it('reads project metrics by the dimension values that the functions write', () => {
    const regions = [...monitoredRegions(template), OTHER_REGION];
    for (const { dimensions } of projectMetrics(widgets)) {
      const { service, region, ruleId, severity } = dimensions;
      expect(service).toBe(SERVICE);
      // Empty in a search, which finds every region.
      expect(['', ...regions]).toContain(region ?? OTHER_REGION);
      expect([undefined, ...RULE_IDS]).toContain(ruleId);
      expect([undefined, ...SEVERITIES]).toContain(severity);
    }
  });

  it.each(['Calls by region, per hour', 'Calls by region, whole time range'])(
    'has a series for every region in "%s"',
    (title) => {
      const regions = projectMetrics(widgets.filter(titled(title))).map(
        ({ dimensions }) => dimensions['region'],
      );

      expect([...new Set(regions)]).toEqual([...monitoredRegions(template), OTHER_REGION]);
    },
  );

  it('shows the state of every alarm', () => {
    const shown = widgets.flatMap(({ properties: { alarms = [] } }) => alarms);
    const all = alarmsOf(template).map(({ id }) => `${id}.Arn`);

    expect(all.length).toBeGreaterThan(0);
    expect([...shown].sort()).toEqual(all.sort());
  });

  it('shows every dead-letter queue', () => {
    const [widget] = widgets.filter(titled('Messages in dead-letter queues'));
    const shown = metricsOf(widget).map(({ dimensions }) => dimensions['QueueName']);

    const queues = deadLetterQueues(template);
    expect(queues.size).toBeGreaterThan(0);
    expect(new Set(shown)).toEqual(new Set([...queues].map((id) => `${id}.QueueName`)));
  });

  it.each(['FailedInvocations', 'InvocationsSentToDlq', 'InvocationsFailedToBeSentToDlq'])(
    'shows %s of every rule that sends calls to the detector',
    (name) => {
      const [widget] = widgets.filter(titled('EventBridge rules, per hour'));
      const shown = metricsOf(widget).filter((metric) => metric.name === name);

      const rules = callRules(template);
      expect(rules.length).toBeGreaterThan(0);
      expect(shown.map(({ dimensions }) => dimensions)).toEqual(
        expect.arrayContaining(
          rules.map(({ id, bus }) => ({
            RuleName: `${id}.Arn`,
            ...(bus !== undefined && { EventBusName: bus }),
          })),
        ),
      );
      expect(shown).toHaveLength(rules.length);
    },
  );

  it('stays within the limits of CloudWatch', () => {
    for (const { properties } of widgets) {
      const { metrics = [], alarms = [] } = properties;
      const options = metrics.map(optionsOf);
      const ids = options.flatMap(({ id }) => (id === undefined ? [] : [id]));
      expect(alarms.length).toBeLessThanOrEqual(100);
      expect(metrics.length).toBeLessThanOrEqual(500);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) {
        expect(id).toMatch(/^[a-z]\w*$/);
      }
      for (const { expression = '' } of options) {
        expect(expression.length).toBeLessThanOrEqual(1024);
        if (!expression.startsWith('SEARCH(')) {
          const used = [...expression.matchAll(/\b[a-z]\w*/g)].map(([id]) => id);
          expect(ids).toEqual(expect.arrayContaining(used));
        }
      }
    }
  });

  it('shows the region and account that it is deployed to', () => {
    const regions = widgets.flatMap(({ type, properties }) =>
      type === 'metric' ? [(properties as { readonly region?: string }).region] : [],
    );

    expect(new Set(regions)).toEqual(new Set(['AWS::Region']));
    expect(JSON.stringify(widgets)).not.toMatch(/\d{12}/);
  });

  it('has no fixed name, and an output with its name', () => {
    const [dashboard] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');

    expect(dashboard?.properties).not.toHaveProperty('DashboardName');
    template.hasOutput('DashboardName', { Value: { Ref: dashboard?.id } });
  });
});

describe('a metric of an EventBridge rule', () => {
  const stack = new Stack(new App(), 'Stack');
  const ruleOf = (path: string) =>
    Rule.fromEventRuleArn(stack, path, `arn:aws:events:eu-west-1:111122223333:rule/${path}`);
  const dimensionsOf = (placed: PlacedRule) =>
    eventRuleMetric(placed, 'FailedInvocations', Duration.hours(1)).dimensions;

  it('has the name of the rule for a rule on the default bus', () => {
    expect(dimensionsOf({ rule: ruleOf('calls') })).toEqual({ RuleName: 'calls' });
  });

  it('has the name of the bus as well for a rule on another bus', () => {
    const bus = EventBus.fromEventBusName(stack, 'Bus', 'hub');

    expect(dimensionsOf({ rule: ruleOf('hub/calls'), bus })).toEqual({
      EventBusName: 'hub',
      RuleName: 'calls',
    });
  });
});

it('names the rules that no heartbeat proves', () => {
  const headings = (context: Readonly<Record<string, unknown>>) =>
    dashboardOf(hubTemplate(context).toJSON()).widgets.map(
      ({ properties: { markdown = '' } }) => markdown,
    );
  const unproven =
    'Unproven, because no heartbeat calls them: describe-instances, get-service-quota.';

  expect(headings({ heartbeat: false }).join()).toContain(unproven);
  expect(headings({}).join()).not.toContain('Unproven');
});

it('rejects more alarms than a widget can show', () => {
  const stack = new Stack(new App(), 'Stack');
  const alarms = Array.from({ length: 101 }, (_, index) =>
    Alarm.fromAlarmName(stack, `Alarm${index}`, `alarm-${index}`),
  );
  const lambda = Lambda.fromFunctionName(stack, 'Detector', 'detector');

  expect(() =>
    health({ alarms, detector: { lambda }, runbookUrl: 'https://example.org', unproven: [] }),
  ).toThrow('101 alarms, but one widget shows at most 100');
});
