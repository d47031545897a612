import { cliPage } from './cli-page';
import { configurationPage } from './configuration-page';
import { defaultDashboard } from './dashboard-body';
import { dashboardPicture } from './dashboard-picture';
import { rulesPage } from './rules-page';

/** The pages of `docs` that are made from code, by file name. */
export function docsPages(): Readonly<Record<string, string>> {
  return {
    'cli.md': `${cliPage()}\n`,
    'configuration.md': `${configurationPage()}\n`,
    'images/dashboard.svg': dashboardPicture(defaultDashboard()),
    'rules.md': `${rulesPage()}\n`,
  };
}
