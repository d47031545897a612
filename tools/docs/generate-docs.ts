import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DOCS, docsPages } from './pages';

/** Writes the generated pages of `docs`, and the generated parts of others: `npm run docs`. */
for (const [name, text] of Object.entries(docsPages())) {
  writeFileSync(path.join(DOCS, name), text);
}
