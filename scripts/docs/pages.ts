import { readCostFigures } from '../../bench/cost-figures';
import { cliPage } from './cli-page';
import { configurationPage } from './configuration-page';
import { costPage } from './cost-page';
import { defaultDashboard } from './dashboard-body';
import { dashboardPicture } from './dashboard-picture';
import { rulesPage } from './rules-page';
import { severityPage } from './severity-page';

/** The pages of `docs` that are made from code, by file name. */
export function docsPages(): Readonly<Record<string, string>> {
  return {
    'cli.md': `${cliPage()}\n`,
    'configuration.md': `${configurationPage()}\n`,
    'cost.md': `${costPage(readCostFigures())}\n`,
    'images/dashboard.svg': dashboardPicture(defaultDashboard()),
    'rules.md': `${rulesPage()}\n`,
    'severity.md': `${severityPage()}\n`,
  };
}
