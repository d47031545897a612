import Ajv from 'ajv';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const SCHEMA = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer', minimum: 0 },
        CloudWatchMetrics: { type: 'array', minItems: 1, items: { $ref: '#/$defs/directive' } },
      },
    },
  },
  $defs: {
    directive: {
      type: 'object',
      required: ['Namespace', 'Dimensions', 'Metrics'],
      properties: {
        Namespace: { type: 'string', minLength: 1, maxLength: 256 },
        Dimensions: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'array',
            uniqueItems: true,
            maxItems: 30,
            items: { type: 'string', minLength: 1, maxLength: 250 },
          },
        },
        Metrics: {
          type: 'array',
          minItems: 1,
          maxItems: 100,
          items: {
            type: 'object',
            required: ['Name', 'Unit'],
            properties: {
              Name: { type: 'string', minLength: 1, maxLength: 1024 },
              Unit: { enum: ['Count', 'Milliseconds', 'Percent'] },
            },
          },
        },
      },
    },
  },
};

interface Document {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

const validate = new Ajv().compile<Document>(SCHEMA);

/**
 * The values that CloudWatch would take from lines of a log, by metric: `Calls{region=eu-west-1,service=x}` for a
 * metric of the namespace `RegionSweep` with these two dimensions.
 *
 * @throws Error when a line is not in the embedded metric format, or names members that it does not have.
 */
export function cloudWatchValues(documents: readonly unknown[]): Record<string, number[]> {
  const values: Record<string, number[]> = {};
  for (const document of documents) {
    if (!validate(document)) {
      throw new Error(`Not in the embedded metric format: ${JSON.stringify(validate.errors)}`);
    }
    for (const { Namespace, Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
      expect(Namespace).toBe('RegionSweep');
      for (const { Name } of Metrics) {
        for (const names of Dimensions) {
          const metric = `${Name}{${dimensionsOf(document, names)}}`;
          values[metric] = [...(values[metric] ?? []), ...numbersOf(document, Name)];
        }
      }
    }
  }
  return values;
}

/** As {@link cloudWatchValues}, added up: the statistic `Sum`. */
export function cloudWatchSums(documents: readonly unknown[]): Record<string, number> {
  const entries = Object.entries(cloudWatchValues(documents));
  return Object.fromEntries(
    entries.map(([metric, values]) => [metric, values.reduce((sum, value) => sum + value, 0)]),
  );
}

function dimensionsOf(document: Document, names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => {
      const value = document[name];
      if (typeof value !== 'string' || value === '' || value.length > 1024) {
        throw new Error(`The dimension ${name} has no value: ${JSON.stringify(document)}`);
      }
      return `${name}=${value}`;
    })
    .join();
}

function numbersOf(document: Document, name: string): number[] {
  const numbers = [document[name]].flat();
  if (numbers.length === 0 || numbers.length > 100 || !numbers.every(Number.isFinite)) {
    throw new Error(`The metric ${name} has no values: ${JSON.stringify(document)}`);
  }
  return numbers as number[];
}
