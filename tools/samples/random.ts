/** A stream of pseudo-random values. The same seed gives the same stream on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number, `0 <= n < 1`. */
  next(): number {
    return this.#word() / 2 ** 32;
  }

  /** A whole number, `min <= n <= max`. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.between(0, choices.length - 1)] as T;
  }

  /** A text of `length` characters from `alphabet`. */
  text(length: number, alphabet: string): string {
    let text = '';
    while (text.length < length) {
      text += alphabet.charAt(Math.floor(this.next() * alphabet.length));
    }
    return text;
  }

  /** A version 4 UUID, as in `eventID` and `requestID`. */
  uuid(): string {
    const words = Array.from({ length: 4 }, () => this.#word());
    const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
    const variant = '89ab'.charAt(this.#word() % 4);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** 32 random bits by mulberry32: small, fast and good enough for sample data; never for secrets. */
  #word(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}

/** FNV-1a: turns a name into a seed, so that what follows from one name does not depend on the others. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
