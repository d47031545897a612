import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import findingSchema from '../../schemas/finding.schema.json';
import incidentSchema from '../../schemas/incident.schema.json';

const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats(ajv);
const finding = ajv.compile(findingSchema);
const incident = ajv.compile(incidentSchema);

function problemsOf(validate: typeof finding, value: unknown): string[] {
  validate(JSON.parse(JSON.stringify(value)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What is wrong with a finding by the published schema; nothing when it is valid. */
export function validateFinding(value: unknown): string[] {
  return problemsOf(finding, value);
}

/** What is wrong with an incident by the published schema, which includes that of its findings. */
export function validateIncident(value: unknown): string[] {
  return problemsOf(incident, value);
}

/** As much of JSON Schema as the published schemas use. */
export interface SchemaNode {
  readonly description?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

/** Every property of a schema with its path; list items as `[]`. */
export function* propertiesOf(node: SchemaNode, path = ''): Generator<[string, SchemaNode]> {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const childPath = path === '' ? name : `${path}.${name}`;
    yield [childPath, child];
    yield* propertiesOf(child, childPath);
    if (child.items?.properties !== undefined) {
      yield* propertiesOf(child.items, `${childPath}[]`);
    }
  }
}

/** The rows of a page about fields: the path and the number of cells that hold text. */
export function fieldRows(page: string): [path: string, cells: number][] {
  return page.split('\n').flatMap((line) => {
    const [, path] = /^\| `([^`]+)` \|/.exec(line) ?? [];
    const cells = line.split(/(?<!\\)\|/).filter((cell) => cell.trim() !== '');
    return path === undefined ? [] : [[path, cells.length] as [string, number]];
  });
}
