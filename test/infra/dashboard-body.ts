/**
 * A dashboard as CloudWatch takes it; the members that matter here.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export interface DashboardBody {
  readonly widgets: readonly Widget[];
}

/** A widget on a grid that is 24 units wide. */
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
    readonly view?: 'timeSeries' | 'singleValue' | 'bar';
    readonly stacked?: boolean;
  };
}

/** Namespace, name, then name and value of each dimension, then options; of an expression options alone. */
export type MetricRow = readonly (string | MetricOptions)[];

export interface MetricOptions {
  readonly id?: string;
  readonly label?: string;
  readonly expression?: string;
  readonly visible?: boolean;
}

/**
 * The dashboard of a template. What CloudFormation fills in is replaced by names of the template: a reference
 * by the logical id, an attribute by `<logical id>.<attribute>`.
 *
 * @throws Error when the template has none, or more than one.
 */
export function dashboardOf(template: { readonly Resources?: object }): DashboardBody {
  const dashboards = Object.values(template.Resources ?? {}).filter(
    ({ Type }) => Type === 'AWS::CloudWatch::Dashboard',
  );
  if (dashboards.length !== 1) {
    throw new Error(`The template has ${dashboards.length} dashboards, and should have one.`);
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
  // A part of a value that is not known before the deployment: it stands for the whole.
  return textOf('Fn::Select' in value ? value['Fn::Select'][1] : value['Fn::Split'][1]);
}
