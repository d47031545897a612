import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const SOURCES = path.join(ROOT, 'src/doctor');

/** Pages, and sections of pages, that the texts of `doctor` name. */
const LINKS = readdirSync(SOURCES).flatMap((file) => {
  const text = readFileSync(path.join(SOURCES, file), 'utf8');
  return [...text.matchAll(/docs\/[\w-]+\.md(?:#([\w-]+))?/g)].map(([link]) => link);
});

describe('the pages that doctor names', () => {
  it.each([...new Set(LINKS)])('exist: %s', (link) => {
    const [page = '', section] = link.split('#');
    const headings = readFileSync(path.join(ROOT, page), 'utf8')
      .split('\n')
      .filter((line) => /^#+ /.test(line))
      .map((line) =>
        line
          .replace(/^#+ /, '')
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );

    expect(section === undefined || headings.includes(section)).toBe(true);
  });
});
