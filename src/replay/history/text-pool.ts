/** Texts that come up again and again, each kept once and known by a number. */
export class TextPool {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  get size(): number {
    return this.texts.length;
  }

  /** The number of a text, counting from 0 in the order in which each first came. */
  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) {
      return known;
    }
    const number = this.texts.length;
    this.numbers.set(text, number);
    this.texts.push(text);
    return number;
  }

  /** @param number that of a text in the pool. */
  textOf(number: number): string {
    return this.texts[number] as string;
  }

  /** All texts, by number. */
  all(): readonly string[] {
    return this.texts;
  }
}
