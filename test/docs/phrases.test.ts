import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '../..');

/** What ships: the functions, the command line and the stacks. */
const FOLDERS = ['bin', 'cli', 'lambda', 'lib', 'src'];

/** `npm run prose` applies this list to Markdown only. */
const PHRASES = (
  parse(readFileSync(path.join(ROOT, 'tools/prose/phrases.yml'), 'utf8')) as {
    rules: { pattern: string; expected: string }[];
  }
).rules.map(({ pattern, expected }) => ({ phrase: expression(pattern), expected }));

/** `/anew/i` as a regular expression. */
function expression(pattern: string): RegExp {
  const [, source, flags] = /^\/(.*)\/(\w*)$/.exec(pattern) ?? [];
  return new RegExp(source ?? pattern, flags);
}

/** The string and template literals of a file that hold words; names of members and metrics have no space. */
function texts(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) && /\s/.test(node.text)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023));
  return found;
}

it.each(FOLDERS)('%s shows readers none of the phrases that we avoid', (folder) => {
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));

  const misses = files.flatMap((file) =>
    texts(path.join(ROOT, file)).flatMap((text) =>
      PHRASES.filter(({ phrase }) => phrase.test(text)).map(
        ({ expected }) => `${file}: "${text}" (write "${expected}")`,
      ),
    ),
  );

  expect(misses).toEqual([]);
});
