/** The pattern of region names: `ap-southeast-2`, `us-gov-west-1`, `us-isob-east-1`. */
const NAME =
  /^([a-z])([a-z])(?:-(gov|iso[a-z]?))?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-([1-9]|[12]\d|3[01])$/;

/** The code of a direction is its index. Never reuse an index, because stored items hold it. */
const DIRECTIONS = [
  'north',
  'south',
  'east',
  'west',
  'central',
  'northeast',
  'northwest',
  'southeast',
  'southwest',
];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const GROUPS = ['', 'gov', 'iso', ...[...LETTERS].map((letter) => `iso${letter}`)];

/** Bytes of a code. */
export const REGION_CODE_BYTES = 3;

/**
 * The name of a region as a reversible number of 24 bits: two letters and a number of five bits each, a group of five,
 * a direction of four. Unlike a digest it has no collisions, and unlike a list of regions it need not grow with AWS.
 *
 * @returns `undefined` for any other name.
 */
export function regionCodeOf(name: string): number | undefined {
  const match = NAME.exec(name);
  if (match === null) {
    return undefined;
  }
  const [first, second, group = '', direction, number] = match.slice(1) as [
    string,
    string,
    string | undefined,
    string,
    string,
  ];
  return [
    [LETTERS.indexOf(first), 5],
    [LETTERS.indexOf(second), 5],
    [GROUPS.indexOf(group), 5],
    [DIRECTIONS.indexOf(direction), 4],
    [Number(number), 5],
  ].reduce((code, [value = 0, bits = 0]) => (code << bits) | value, 0);
}

/** The inverse of {@link regionCodeOf}. */
export function regionOfCode(code: number): string {
  const letters = [code >> 19, code >> 14].map((letter) => LETTERS[letter & 31]).join('');
  const parts = [letters, GROUPS[(code >> 9) & 31], DIRECTIONS[(code >> 5) & 15], code & 31];
  return parts.filter((part) => part !== '').join('-');
}
