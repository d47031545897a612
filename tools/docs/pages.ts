import { readFileSync } from 'node:fs';
import path from 'node:path';
import { allowlistParts } from './allowlist-page';
import { allowlistSchema } from './allowlist-schema';
import { cliParts } from './cli-page';
import { configurationParts } from './configuration-page';
import { withParts } from './markdown';
import { rulesPage } from './rules-page';
import { severityParts } from './severity-page';
import { watchedCallsPage } from './watched-calls-page';

export const DOCS = path.join(__dirname, '../../docs');

/** The pages that `npm run docs` generates from the code, whole or in parts, by path within `docs`. */
export function docsPages(): Readonly<Record<string, string>> {
  const fill = (name: string, parts: Readonly<Record<string, string>>): string =>
    withParts(readFileSync(path.join(DOCS, name), 'utf8'), parts);
  return {
    '../schemas/allowlist.schema.json': `${JSON.stringify(allowlistSchema(), undefined, 2)}\n`,
    'allowlist.md': fill('allowlist.md', allowlistParts()),
    'cli.md': fill('cli.md', cliParts()),
    'configuration.md': fill('configuration.md', configurationParts()),
    'rules.md': `${rulesPage()}\n`,
    'severity.md': fill('severity.md', severityParts()),
    'watched-calls.md': `${watchedCallsPage()}\n`,
  };
}
