import { nearest } from '../config/nearest';
import { FIELDS, knownFieldsAt } from './fields';
import type { Guidance, Guide, Path } from './schema-problems';

/** Says what an allow-list may hold. */
export const ALLOWLIST_GUIDE: Guide = { forValue, forUnknownKey };

const WHOLE: Guidance = {
  allowed: 'an object with a list named entries',
  fix: 'Write {"entries": […]}, as in examples/allowlist.json.',
};

function forValue(path: Path): Guidance {
  // A member of a list of texts is documented with the list.
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
        ? 'Remove it, or use one of the fields allowed.'
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
