import { readFileSync } from 'node:fs';
import path from 'node:path';
import { docsPages } from '../../tools/docs/pages';

describe('the generated pages of docs', () => {
  it.each(Object.entries(docsPages()))('%s says what the code says', (name, text) => {
    const committed = readFileSync(path.join(__dirname, '../../docs', name), 'utf8');

    // If this fails, run `npm run docs`.
    expect(committed).toBe(text);
  });
});
