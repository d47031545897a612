import { nearest } from '../config/nearest';
import { FIELDS, knownFieldsAt } from './fields';
import type { Guidance, Guide, Path } from './schema-problems';

/** What an allow-list may contain, for messages about problems. */
export const ALLOWLIST_GUIDE: Guide = { forValue, forUnknownKey };

const WHOLE: Guidance = {
  allowed: 'an object with a list named entries',
  fix: 'Write {"entries": […]}, as in examples/allowlist.json.',
};

function forValue(path: Path): Guidance {
  // The list documents its members.
  const { allowed, fix } = FIELDS[plain(path)] ?? FIELDS[plain(path.slice(0, -1))] ?? WHOLE;
  return { allowed, fix };
}

function forUnknownKey(path: Path): Guidance {
  const known = knownFieldsAt(plain(path.slice(0, -1)));
  const near = nearest(String(path.at(-1)), known);
  return {
    allowed: known.join(', '),
    fix:
      near === undefined
        ? 'Remove it, or use an allowed field.'
        : `Rename it to ${near}, the nearest known field, or remove it.`,
  };
}

/** `entries`, 3, `match` → `entries[].match`. */
function plain(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? '[]' : `.${String(step)}`))
    .join('')
    .slice(1);
}
