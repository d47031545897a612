import { readFileSync } from 'node:fs';
import path from 'node:path';
import { engines } from '../../package.json';
import { MAX_ENTRIES } from '../../src/allowlist/fields';
import { YOUNG_DAYS } from '../../src/detection/baseline/day';
import { MAX_SCORE } from '../../src/detection/severity/assess';
import { ASFF_LIMITS } from '../../src/notification/asff/limits';
import { INCIDENT_EVENT_SOURCE } from '../../src/notification/incident-event';
import { withParts } from '../../tools/docs/markdown';
import { DOCS, docsPages } from '../../tools/docs/pages';

function pageText(name: string): string {
  return readFileSync(path.join(DOCS, name), 'utf8');
}

describe('the generated pages of docs', () => {
  it.each(Object.entries(docsPages()))('%s says what the code says', (name, text) => {
    // If this fails, run `npm run docs`.
    expect(pageText(name)).toBe(text);
  });
});

describe('the sentences written by hand around generated parts', () => {
  it.each([
    ['allowlist.md', `at most ${MAX_ENTRIES} entries`],
    ['cli.md', `Node.js ${engines.node.replace('>=', '')} or later`],
    ['formats.md', `the source is \`${INCIDENT_EVENT_SOURCE}\``],
    ['formats.md', `at most ${ASFF_LIMITS.findingBytes / 1024} KB`],
    ['severity.md', `a \`score\` from 0 to ${MAX_SCORE}`],
    ['severity.md', `less than ${YOUNG_DAYS} days`],
  ])('%s has the limit of the code: %s', (name, words) => {
    expect(pageText(name).replaceAll(/\s+/g, ' ')).toContain(words);
  });
});

describe('a page with generated parts', () => {
  const page = 'Before.\n\n<!-- generated a -->\n\nold\n\n<!-- /generated a -->\n\nAfter.\n';

  it('keeps what is around them', () => {
    expect(withParts(page, { a: 'new' })).toBe(page.replace('old', 'new'));
  });

  it('must have a place for each', () => {
    expect(() => withParts(page, { b: 'new' })).toThrow(
      'The page has no place for the part "b". Add "<!-- generated b -->" and "<!-- /generated b -->".',
    );
  });
});
