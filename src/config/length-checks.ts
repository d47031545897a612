import * as z from 'zod/mini';

/** At least so many characters or elements. */
export function minLength(length: number) {
  return ofTextsAndLists(z.minLength(length));
}

/** At most so many characters or elements. */
export function maxLength(length: number) {
  return ofTextsAndLists(z.maxLength(length));
}

/** By itself a check of zod asks whatever has a `length`, and throws where that is nothing to compare. */
function ofTextsAndLists<Check extends z.core.$ZodCheck<z.core.util.HasLength>>(
  check: Check,
): Check {
  check._zod.def.when = ({ value }) => typeof value === 'string' || Array.isArray(value);
  return check;
}
