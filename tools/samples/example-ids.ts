import { HEX_ALPHABET, hashText, ID_ALPHABET, Random } from './random';

/** Account ids that the AWS documentation uses in examples. The first two own the trail. */
export const MAIN_ACCOUNT = '111122223333';
export const SECOND_ACCOUNT = '444455556666';
/** An account whose own trail is not here: a partner, a vendor. */
export const FOREIGN_ACCOUNT = '123456789012';

/** What the first letters of an id say of it, and how long such an id is. */
const ID_LENGTHS = { AKIA: 20, ASIA: 20, AIDA: 21, AROA: 21 } as const;

/**
 * An access key or principal id that belongs to a name. It ends in `EXAMPLE`, as the ids of the AWS
 * documentation do, so that nobody (and no secret scanner) takes it for a real one.
 */
export function exampleId(prefix: keyof typeof ID_LENGTHS, name: string): string {
  const suffix = 'EXAMPLE';
  const length = ID_LENGTHS[prefix] - prefix.length - suffix.length;
  return `${prefix}${new Random(hashText(name)).text(length, ID_ALPHABET)}${suffix}`;
}

/** An id such as `i-0123456789abcdef0` or `vol-…` that belongs to a name. */
export function resourceId(prefix: string, name: string): string {
  return `${prefix}-0${new Random(hashText(name)).text(16, HEX_ALPHABET)}`;
}
