export type TextNumbers = ReturnType<typeof createTextNumbers>;

/** Gives each text a number; equal texts have the same. */
export function createTextNumbers() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    of: (text: string): number => {
      const known = numbers.get(text);
      if (known !== undefined) {
        return known;
      }
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
