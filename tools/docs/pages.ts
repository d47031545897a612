import { allowlistPage } from './allowlist-page';
import { allowlistSchema } from './allowlist-schema';
import { cliPage } from './cli-page';
import { configurationPage } from './configuration-page';
import { formatsPage } from './formats-page';
import { rulesPage } from './rules-page';
import { severityPage } from './severity-page';

/** The pages that `npm run docs` generates from the code, by path within `docs`. */
export function docsPages(): Readonly<Record<string, string>> {
  return {
    '../schemas/allowlist.schema.json': `${JSON.stringify(allowlistSchema(), undefined, 2)}\n`,
    'allowlist.md': `${allowlistPage()}\n`,
    'cli.md': `${cliPage()}\n`,
    'configuration.md': `${configurationPage()}\n`,
    'formats.md': `${formatsPage()}\n`,
    'rules.md': `${rulesPage()}\n`,
    'severity.md': `${severityPage()}\n`,
  };
}
