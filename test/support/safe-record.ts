import { MARK } from './hostile-texts';

/** Where links of ours lead. */
const OUR_LINKS =
  /https:\/\/(?:docs\.aws\.amazon\.com|github\.com\/elastic|attack\.mitre\.org)\/[\w./#-]*/g;

/** Every text of a record with the path that leads to it. */
function* textsOf(value: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') {
    yield [path, value];
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      yield [`${path}.(name)`, name];
      yield* textsOf(member, `${path}.${name}`);
    }
  }
}

/**
 * Expects of a record for programs that no text of a caller's is a link, a mention, a line, blank, or the name of a
 * field, and that texts for people hold none at all.
 *
 * @param forPeople paths of the texts that people read first.
 * @param ofLines paths of texts of our own that have several lines.
 */
export function expectHarmlessRecord(
  record: object,
  paths: { readonly forPeople: readonly string[]; readonly ofLines: readonly string[] },
): void {
  const texts = [...textsOf(record)];
  const faults = texts.filter(([path, text]) => {
    const ours = text.replaceAll(OUR_LINKS, '');
    const allowed = paths.ofLines.includes(path) ? /^[\x20-\x7e\n]+$/ : /^[\x20-\x7e…]+$/;
    return (
      !allowed.test(text) ||
      text.trim() === '' ||
      /:\/\/|\bwww\.|<[!@#]|@(?:here|channel|everyone)/i.test(ours)
    );
  });
  const spoken = texts.filter(
    ([path, text]) =>
      (paths.forPeople.includes(path) || path.endsWith('(name)')) && text.includes(MARK),
  );

  expect(faults).toEqual([]);
  expect(spoken).toEqual([]);
  expect(texts.map(([path]) => path)).toEqual(expect.arrayContaining([...paths.forPeople]));
}
