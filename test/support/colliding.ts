/**
 * Finds two texts whose digests start with the same digits.
 *
 * @param digits the number of equal hexadecimal digits; six take some thousand tries.
 */
export function colliding(
  textOf: (number: number) => string,
  digestOf: (text: string) => string,
  digits: number,
): [string, string] {
  const seen = new Map<string, string>();
  for (let number = 0; ; number += 1) {
    const text = textOf(number);
    const beginning = digestOf(text).slice(0, digits);
    const other = seen.get(beginning);
    if (other !== undefined) {
      return [other, text];
    }
    seen.set(beginning, text);
  }
}
