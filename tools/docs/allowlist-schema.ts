import { IDENTIFYING } from '../../src/allowlist/entry-problems';
import { ALLOWLIST, COVERABLE_CALLS, ENTRY_FIELDS } from '../../src/allowlist/fields';
import { MATCH_FIELDS } from '../../src/allowlist/match-fields';
import { allowedWords, type Members, type Value } from '../../src/config/config-key';

type SchemaNode = Readonly<Record<string, unknown>>;

/** `schemas/allowlist.schema.json`, for editors, made from the rows that RegionSweep checks an allow-list against. */
export function allowlistSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:regionsweep:allowlist',
    title: 'RegionSweep allow-list',
    description: 'Harmless sweeps, which send no alert.',
    ...shapeOf(ALLOWLIST),
  };
}

/** The shape of a value, with the documentation where editors look for it. */
function nodeOf(row: Value): SchemaNode {
  const { description } = row;
  return {
    ...(description !== undefined && { description: `${description}: ${allowedWords(row)}.` }),
    ...shapeOf(row),
  };
}

function shapeOf(row: Value): SchemaNode {
  switch (row.kind) {
    case 'integer':
      return { type: 'integer', minimum: row.min, maximum: row.max };
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
    case 'choices':
      return { type: 'string', enum: row.values };
    case 'text':
      return {
        type: 'string',
        maxLength: row.longest,
        pattern: row.format?.source,
        ...(row === ENTRY_FIELDS.expires && { format: 'date' }),
        ...(row.check === ENTRY_FIELDS.watchedCalls.check && { enum: COVERABLE_CALLS }),
      };
    case 'list': {
      const items = nodeOf(row.member ?? { ...row, kind: 'text', description: undefined });
      const list = { type: 'array', minItems: row.min, maxItems: row.max, items };
      // One network may be written without a list.
      return row === MATCH_FIELDS.sourceCidr ? { anyOf: [items, list] } : list;
    }
    case 'object':
      return {
        type: 'object',
        properties: propertiesOf(row.members),
        required: Object.keys(row.members).filter((name) => row.members[name]?.isRequired),
        additionalProperties: false,
        // Members with such names are comments, see `read-allowlist.ts`.
        patternProperties: { '^//': {} },
        ...(row.members === MATCH_FIELDS && {
          anyOf: IDENTIFYING.map((name) => ({ required: [name] })),
        }),
      };
  }
}

function propertiesOf(members: Members): SchemaNode {
  return Object.fromEntries(Object.entries(members).map(([name, row]) => [name, nodeOf(row)]));
}
