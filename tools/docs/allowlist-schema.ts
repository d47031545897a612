import * as z from 'zod/mini';
import { FIELDS } from '../../src/allowlist/fields';
import { IDENTIFYING } from '../../src/allowlist/match-problems';
import { ALLOWLIST } from '../../src/allowlist/schema';

/** The parts of a JSON Schema that this file changes. */
interface SchemaNode {
  description?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  required?: string[];
  format?: string;
  [keyword: string]: unknown;
}

/** `schemas/allowlist.schema.json`, for editors, made from the schema that RegionSweep uses. */
export function allowlistSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(ALLOWLIST) as SchemaNode;
  describeFields(schema, '');
  const entry = schema.properties?.['entries']?.items?.properties;
  const match = entry?.['match'];
  const sourceCidr = match?.properties?.['sourceCidr'];
  const expires = entry?.['expires'];
  if (match?.properties === undefined || sourceCidr?.items === undefined || expires === undefined) {
    throw new Error('The schema of the allow-list has no match with sourceCidr, or no expires.');
  }
  const { description, ...list } = sourceCidr;
  match.properties['sourceCidr'] = { description, anyOf: [sourceCidr.items, list] };
  match.anyOf = IDENTIFYING.map((name) => ({ required: [name] }));
  expires.format = 'date';
  return {
    $schema,
    $id: 'urn:regionsweep:allowlist',
    title: 'RegionSweep allow-list',
    description: 'Harmless sweeps, which send no alert.',
    ...schema,
  };
}

/** Adds the documentation of each field where editors look for it. */
function describeFields(node: SchemaNode, path: string): void {
  const field = FIELDS[path];
  if (field !== undefined) {
    node.description = `${field.description}: ${field.allowed}.`;
  }
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    describeFields(child, path === '' ? name : `${path}.${name}`);
  }
  if (node.properties !== undefined) {
    // Members with such names are comments, see `read-allowlist.ts`.
    node['patternProperties'] = { '^//': {} };
  }
  if (node.items !== undefined) {
    describeFields(node.items, `${path}[]`);
  }
}
