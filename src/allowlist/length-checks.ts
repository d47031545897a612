import * as z from 'zod/mini';

/** At least `length` characters or elements. */
export function minLength(length: number) {
  return ofTextsAndLists(z.minLength(length));
}

/** At most `length` characters or elements. */
export function maxLength(length: number) {
  return ofTextsAndLists(z.maxLength(length));
}

/** Limits a check of zod to strings and lists: by default it reads any `length`, and throws when that is not a number. */
function ofTextsAndLists<Check extends z.core.$ZodCheck<z.core.util.HasLength>>(
  check: Check,
): Check {
  check._zod.def.when = ({ value }) => typeof value === 'string' || Array.isArray(value);
  return check;
}
