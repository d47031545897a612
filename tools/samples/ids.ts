import { hashText, Random } from './random';

/** Account IDs that the AWS documentation uses in examples. The first two own the trail. */
export const MAIN_ACCOUNT = '111122223333';
export const SECOND_ACCOUNT = '444455556666';
/** An account with a trail of its own: a partner, a vendor. */
export const FOREIGN_ACCOUNT = '123456789012';

export const HEX_ALPHABET = '0123456789abcdef';
const BASE32_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const RANDOM_CHARACTERS = { AKIA: 9, ASIA: 9, AIDA: 10, AROA: 10 } as const;

/**
 * The access key or principal ID of a name. It ends in `EXAMPLE`, as the IDs of the AWS documentation do, so that no
 * person and no secret scanner takes it for a real one.
 */
export function exampleId(prefix: keyof typeof RANDOM_CHARACTERS, name: string): string {
  const text = new Random(hashText(name)).text(RANDOM_CHARACTERS[prefix], BASE32_ALPHABET);
  return `${prefix}${text}EXAMPLE`;
}

/** The ID of a named resource, such as `i-0123456789abcdef0` or `vol-…`. */
export function resourceId(prefix: string, name: string): string {
  return `${prefix}-0${new Random(hashText(name)).text(16, HEX_ALPHABET)}`;
}
