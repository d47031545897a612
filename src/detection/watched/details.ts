import { isObject, type JsonObject } from '../json';
import { cleanText, utf8Length } from '../text';
import { namesOn, type Path, type Watch } from './watch';

const MAX_DETAIL_BYTES = 64;

/** How many values of a list count. Nobody reads more, and a caller may send thousands. */
const MAX_VALUES = 20;

const ELLIPSIS = '...';

/** The values that an alert shows, by label; without the labels that the record has no value for. */
export function detailsOf({ details = {} }: Watch, record: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(details).flatMap(([label, paths]) => {
      const text = paths.map((path) => textAt(record, path)).find((found) => found !== undefined);
      return text === undefined ? [] : [[label, text] as const];
    }),
  );
}

/** The values at a path, each once, as one short, printable text; `undefined` where there is none. */
export function textAt(record: JsonObject, path: Path): string | undefined {
  let values: readonly unknown[] = [record];
  for (const name of namesOn(path)) {
    values = values
      .flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : []))
      .slice(0, MAX_VALUES);
  }
  const texts = values
    .filter(isPlain)
    .map((value) => cleanText(String(value), MAX_DETAIL_BYTES * 4));
  const text = [...new Set(texts)].filter((one) => one !== '').join(', ');
  return text === '' ? undefined : shortened(text, MAX_DETAIL_BYTES);
}

/** A text of at most so many bytes, with a mark where a part is missing: the end, or the start of an ARN. */
export function shortened(text: string, maxBytes: number): string {
  if (utf8Length(text) <= maxBytes) {
    return text;
  }
  const room = maxBytes - ELLIPSIS.length;
  if (room <= 0) {
    return '';
  }
  return text.startsWith('arn:')
    ? `${ELLIPSIS}${backwards(cleanText(backwards(text), room))}`
    : `${cleanText(text, room)}${ELLIPSIS}`;
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
