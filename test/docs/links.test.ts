import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  'examples/README.md',
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Paths of the project in code spans, such as `src/detection`. */
const CODE_PATH =
  /`((?:bin|cli|demo|docs|examples|lambda|lib|schemas|scripts|src|test)\/[\w./-]*)`/g;

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(path.join(ROOT, page), 'utf8');

  it('links to files that exist', () => {
    const targets = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => target ?? '',
    );

    const missing = targets.filter(
      (target) => !existsSync(path.join(ROOT, path.dirname(page), target)),
    );

    expect(missing).toEqual([]);
  });

  it('names files that exist', () => {
    const paths = [...text.matchAll(CODE_PATH)].map(([, name]) => name ?? '');

    expect(paths.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  });
});
