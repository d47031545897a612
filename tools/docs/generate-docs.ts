import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { docsPages } from './pages';

/** Writes the pages of `docs` that are made from code: `npm run docs`. */
for (const [name, text] of Object.entries(docsPages())) {
  writeFileSync(path.join(__dirname, '../../docs', name), text);
}
