/**
 * The body of a CloudWatch dashboard: the members that the tests read.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export interface DashboardBody {
  readonly widgets: readonly Widget[];
}

/** A widget on a grid of 24 columns. */
export interface Widget {
  readonly type: 'text' | 'metric' | 'alarm';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    /** ARNs. */
    readonly alarms?: readonly string[];
    readonly metrics?: readonly MetricRow[];
  };
}

/** Namespace, name, then name and value of each dimension, then options. An expression has options only. */
export type MetricRow = readonly (string | MetricOptions)[];

export interface MetricOptions {
  readonly id?: string;
  readonly label?: string;
  readonly expression?: string;
  readonly visible?: boolean;
}

/**
 * The dashboard of a template. A reference becomes the logical id, an attribute becomes `<logical id>.<attribute>`.
 *
 * @throws Error unless the template has exactly one dashboard.
 */
export function dashboardOf(template: { readonly Resources?: object }): DashboardBody {
  const dashboards = Object.values(template.Resources ?? {}).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Dashboard',
  );
  if (dashboards.length !== 1) {
    throw new Error(`Expected one dashboard in the template, found ${dashboards.length}.`);
  }
  return JSON.parse(textOf(dashboards[0].Properties.DashboardBody));
}

type Intrinsic =
  | string
  | { readonly Ref: string }
  | { readonly 'Fn::GetAtt': readonly [string, string] }
  | { readonly 'Fn::Join': readonly [string, readonly Intrinsic[]] }
  | { readonly 'Fn::Select': readonly [number, Intrinsic] }
  | { readonly 'Fn::Split': readonly [string, Intrinsic] };

function textOf(value: Intrinsic): string {
  if (typeof value === 'string') {
    return value;
  }
  if ('Ref' in value) {
    return value.Ref;
  }
  if ('Fn::GetAtt' in value) {
    return value['Fn::GetAtt'].join('.');
  }
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'];
    return parts.map(textOf).join(separator);
  }
  // Part of a value that is unknown before the deployment; the whole value stands for it.
  return textOf('Fn::Select' in value ? value['Fn::Select'][1] : value['Fn::Split'][1]);
}
