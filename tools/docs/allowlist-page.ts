import { ENTRY_FIELDS } from '../../src/allowlist/fields';
import { allowedWords, type Members } from '../../src/config/config-key';
import { table } from './markdown';

/** The generated part of `docs/allowlist.md`: the fields of an entry. */
export function allowlistParts(): Readonly<Record<string, string>> {
  return { fields: table(['field', 'required', 'meaning', 'allowed'], rowsOf(ENTRY_FIELDS)) };
}

/** A row for each field, those of an object after it. */
function rowsOf(fields: Members, prefix = ''): string[][] {
  return Object.entries(fields).flatMap(([name, field]) => [
    [
      `\`${prefix}${name}\``,
      field.isRequired ? 'yes' : '',
      field.description ?? '',
      allowedWords(field),
    ],
    ...(field.kind === 'object' ? rowsOf(field.members, `${prefix}${name}.`) : []),
  ]);
}
