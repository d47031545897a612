import type { Template } from 'aws-cdk-lib/assertions';
import { METRIC_NAMESPACE } from '../../src/metrics/metric-catalog';
import type { MetricOptions, MetricRow, Widget } from './dashboard-body';
import { resourcesOf } from './synthesize';

/** A metric that a widget reads, shown or as part of an expression. */
export interface ReadMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export function titled(title: string): (widget: Widget) => boolean {
  return ({ properties }) => properties.title === title;
}

export function isHeading({ properties: { markdown = '' } }: Widget): boolean {
  return markdown.startsWith('## ');
}

/** The units of the grid that a widget covers. */
export function unitsOf({ x, y, width, height }: Widget): string[] {
  const columns = Array.from({ length: width }, (_, index) => x + index);
  const rows = Array.from({ length: height }, (_, index) => y + index);
  return rows.flatMap((row) => columns.map((column) => `${column},${row}`));
}

export function optionsOf(row: MetricRow): MetricOptions {
  return row.find((member) => typeof member !== 'string') ?? {};
}

/** Every metric that a widget reads. What a search finds has names of dimensions, and no values. */
export function metricsOf(widget: Widget | undefined): ReadMetric[] {
  return (widget?.properties.metrics ?? []).flatMap((row) => {
    const [namespace, name, ...dimensions] = row.filter((member) => typeof member === 'string');
    if (namespace !== undefined && name !== undefined) {
      return [{ namespace, name, dimensions: inPairs(dimensions) }];
    }
    return searched(optionsOf(row).expression ?? '');
  });
}

function searched(expression: string): ReadMetric[] {
  const [, schema, search] =
    /^SEARCH\('\{(.+)\} (.+)', '(?:Sum|Average)', \d+\)$/.exec(expression) ?? [];
  if (schema === undefined || search === undefined) {
    return [];
  }
  const [namespace = '', ...names] = schema.split(',');
  const values = Object.fromEntries(
    [...search.matchAll(/(\w+)="(\w+)"/g)].map(([, name, value = '']) => [name, value]),
  );
  const { MetricName: name = '', ...known } = values;
  const dimensions = Object.fromEntries(names.map((dimension) => [dimension, '']));
  return [{ namespace, name, dimensions: { ...dimensions, ...known } }];
}

export function projectMetrics(widgets: readonly Widget[]): ReadMetric[] {
  return widgets.flatMap(metricsOf).filter(({ namespace }) => namespace === METRIC_NAMESPACE);
}

/** The regions that the detector tells apart. */
export function monitoredRegions(template: Template): string[] {
  const [regions] = resourcesOf(template, 'AWS::Lambda::Function').flatMap(
    ({ properties }) => properties.Environment?.Variables?.MONITORED_REGIONS ?? [],
  );
  return regions.split(',');
}

/** The EventBridge rules that send calls to the detector, with the bus of those that are not on the default bus. */
export function callRules(template: Template): { readonly id: string; readonly bus?: string }[] {
  return resourcesOf(template, 'AWS::Events::Rule')
    .filter(
      ({ id, properties }) =>
        !id.startsWith('Tampering') &&
        properties.EventPattern?.['detail-type'].some((type: string) =>
          /via CloudTrail$/.test(type),
        ),
    )
    .map(({ id, properties: { EventBusName } }) => ({ id, bus: EventBusName?.Ref }));
}

/** Ids of the queues that something in the template names as its dead-letter queue. */
export function deadLetterQueues(template: Template): Set<string> {
  const found = new Set<string>();
  JSON.stringify(template.toJSON(), (key, value) => {
    const arn = {
      DeadLetterConfig: value?.Arn,
      OnFailure: value?.Destination,
      RedrivePolicy: value?.deadLetterTargetArn,
    }[key];
    if (arn !== undefined) {
      found.add(arn['Fn::GetAtt'][0]);
    }
    return value;
  });
  return found;
}

function inPairs(members: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    members.flatMap((member, index) =>
      index % 2 === 0 ? [[member, members[index + 1] ?? '']] : [],
    ),
  );
}
