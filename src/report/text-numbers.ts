/** Gives each text a number; equal texts have the same. */
export interface TextNumbers {
  readonly of: (text: string) => number;
  readonly texts: readonly string[];
}

export function createTextNumbers(): TextNumbers {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    of: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) {
        return known;
      }
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
