/** The type of a column in the Glue Data Catalog, as far as a query needs it. */
export type HiveType =
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, HiveType> }
  | { readonly kind: 'map' }
  /** Any other type, by its name, such as `string` or `timestamp`. */
  | { readonly kind: 'other'; readonly name: string };

/** Parses a type such as `struct<arn:string,sessioncontext:struct<…>>`. Names are in lower case, as Athena has them. */
export function parseHiveType(text: string): HiveType {
  const type = text.trim().toLowerCase();
  if (type.startsWith('map<')) {
    return { kind: 'map' };
  }
  if (!type.startsWith('struct<') || !type.endsWith('>')) {
    return { kind: 'other', name: type };
  }
  const members = topLevelParts(type.slice('struct<'.length, -1));
  return {
    kind: 'struct',
    fields: new Map(
      members.map((member) => {
        const colon = member.indexOf(':');
        const name = member.slice(0, colon).trim().replaceAll('`', '');
        return [name, parseHiveType(member.slice(colon + 1))];
      }),
    ),
  };
}

/** Splits at the commas that are inside no bracket. */
function topLevelParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if ('<('.includes(character)) {
      depth += 1;
    } else if ('>)'.includes(character)) {
      depth -= 1;
    } else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
