import { cliPage } from './cli-page';
import { configurationPage } from './configuration-page';
import { rulesPage } from './rules-page';

/** The pages of `docs` that are made from code, by file name. */
export function docsPages(): Readonly<Record<string, string>> {
  return {
    'cli.md': `${cliPage()}\n`,
    'configuration.md': `${configurationPage()}\n`,
    'rules.md': `${rulesPage()}\n`,
  };
}
