/** Words of 32 bits in a UUID. */
export const ID_WORDS = 4;

const LENGTH = 36;
const DASH = 0x2d;
const DIGITS = Buffer.from('0123456789abcdef');
const NO_DIGIT = 255;
const VALUE_OF = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, character] of DIGITS.entries()) {
  VALUE_OF[character] = value;
}

/** Where the 32 digits are in the text. */
const PLACES = Uint8Array.from(
  Array.from('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx').flatMap((character, place) =>
    character === 'x' ? [place] : [],
  ),
);
const DASHES = [8, 13, 18, 23] as const;
const DIGITS_OF_WORD = 8;

const shown = Buffer.alloc(LENGTH, DASH);

/**
 * Writes an event id as a number of 128 bits. Nearly all event ids are UUIDs.
 *
 * @param words receives it at `offset`, most significant word first, so that ids compare as their texts do.
 * @returns false if the id is not a UUID in lower case.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function writeUuid(text: string, words: Uint32Array, offset: number): boolean {
  if (text.length !== LENGTH || DASHES.some((place) => text.charCodeAt(place) !== DASH)) {
    return false;
  }
  for (let word = 0; word < ID_WORDS; word += 1) {
    let bits = 0;
    for (let digit = 0; digit < DIGITS_OF_WORD; digit += 1) {
      const character = text.charCodeAt(PLACES[word * DIGITS_OF_WORD + digit] as number);
      const value = character < VALUE_OF.length ? (VALUE_OF[character] as number) : NO_DIGIT;
      if (value === NO_DIGIT) {
        return false;
      }
      bits = (bits << 4) | value;
    }
    words[offset + word] = bits;
  }
  return true;
}

/** The text of an id that {@link writeUuid} has written. */
export function readUuid(words: Uint32Array, offset: number): string {
  for (let word = 0; word < ID_WORDS; word += 1) {
    let bits = words[offset + word] as number;
    for (let digit = DIGITS_OF_WORD - 1; digit >= 0; digit -= 1) {
      shown[PLACES[word * DIGITS_OF_WORD + digit] as number] = DIGITS[bits & 15] as number;
      bits >>>= 4;
    }
  }
  return shown.toString('latin1');
}
