import { FIELDS } from '../../src/allowlist/fields';
import { table } from './markdown';

/** The generated part of `docs/allowlist.md`: the fields of an entry. */
export function allowlistParts(): Readonly<Record<string, string>> {
  const prefix = 'entries[].';
  const rows = Object.entries(FIELDS)
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, { description, allowed, isRequired }]) => [
      `\`${path.replace(prefix, '')}\``,
      isRequired ? 'yes' : '',
      description,
      allowed,
    ]);
  return { fields: table(['field', 'required', 'meaning', 'allowed'], rows) };
}
