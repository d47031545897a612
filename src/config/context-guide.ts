import { allowedWords, type Members, type Value } from './config-key';
import { CONFIG_KEYS } from './config-keys';
import { nearest } from './nearest';
import type { Guidance, Guide, Path } from './schema-problems';
import { shownValue } from './shown-value';

/** What messages say about a wrong value or key in the CDK context, or in the flags of the command line. */
export const CONTEXT_GUIDE: Guide = { forValue, forUnknownKey };

function forValue(path: Path): Guidance {
  const rows = rowsAlong(path);
  const row = rows.at(-1);
  const fix = rows.findLast((one) => one.fix !== undefined)?.fix;
  return {
    allowed: row === undefined ? Object.keys(CONFIG_KEYS).join(', ') : allowedWords(row),
    fix: fix ?? fixByExample(String(path[0]) as keyof typeof CONFIG_KEYS),
  };
}

function forUnknownKey(path: Path): Guidance {
  const row = rowsAlong(path).at(-1);
  const known = Object.keys(row?.kind === 'object' ? row.members : CONFIG_KEYS);
  const near = nearest(String(path.at(-1)), known);
  return {
    allowed: known.join(', '),
    fix:
      near === undefined
        ? 'Remove it, or use one of the allowed keys.'
        : `Rename it to ${near}, the nearest known key, or remove it.`,
  };
}

/** The rows of the table that a path leads through, as far as there are any: the key, its member, and so on. */
function rowsAlong(path: Path): readonly Value[] {
  const rows: Value[] = [];
  let members: Members = CONFIG_KEYS;
  for (const step of path.map(String)) {
    const row: Value | undefined = Object.hasOwn(members, step) ? members[step] : undefined;
    if (row === undefined) {
      break;
    }
    rows.push(row);
    members = row.kind === 'object' ? row.members : {};
  }
  return rows;
}

function fixByExample(key: keyof typeof CONFIG_KEYS): string {
  const { default: value, defaultInWords, example } = CONFIG_KEYS[key];
  const otherwise = defaultInWords ?? (value === undefined ? 'none' : shownValue(value));
  return `Set it as in ${key}=${example}, or remove it (default: ${otherwise}).`;
}
