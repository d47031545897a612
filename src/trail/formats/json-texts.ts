/** A value in a text, or a stretch of text that is no JSON. */
export type TextValue = { readonly value: unknown } | { readonly broken: string };

/**
 * The values in a text: one JSON document, or several objects and lists one after the other, as streams join them.
 * Reads the text twice at most, whatever is in it.
 */
export function* jsonValuesIn(text: string): Generator<TextValue> {
  const whole = parsedJson(text);
  if (whole !== undefined) {
    yield whole;
    return;
  }
  let end = 0;
  for (const [from, to] of balancedIn(text)) {
    yield* brokenIn(text.slice(end, from));
    const part = text.slice(from, to);
    yield parsedJson(part) ?? { broken: part };
    end = to;
  }
  yield* brokenIn(text.slice(end));
}

export function parsedJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function* brokenIn(text: string): Generator<TextValue> {
  const broken = text.trim();
  if (broken !== '') {
    yield { broken };
  }
}

/** Where the outermost objects and lists of a text begin and end. One without an end is left out. */
function* balancedIn(text: string): Generator<readonly [number, number]> {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const step = STEPS[text[at] as string] ?? 0;
    if (text[at] === '"' && depth > 0) {
      at = endOfString(text, at);
    } else if (step > 0) {
      start = depth === 0 ? at : start;
      depth += 1;
    } else if (step < 0 && depth === 1) {
      yield [start, at + 1];
      depth = 0;
    } else if (step < 0) {
      depth = Math.max(0, depth - 1);
    }
  }
}

/** How each bracket changes the depth. */
const STEPS: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** Where the closing quote of a string is, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    at += text[at] === '\\' ? 2 : 1;
  }
  return at;
}
