import { readCostFigures } from '../../bench/cost-figures';
import { allowlistPage } from './allowlist-page';
import { allowlistSchema } from './allowlist-schema';
import { cliPage } from './cli-page';
import { configurationPage } from './configuration-page';
import { costPage } from './cost-page';
import { defaultDashboard } from './dashboard-body';
import { dashboardPicture } from './dashboard-picture';
import { rulesPage } from './rules-page';
import { severityPage } from './severity-page';

/** The pages that are made from code, by path within `docs`. */
export function docsPages(): Readonly<Record<string, string>> {
  return {
    '../schemas/allowlist.schema.json': `${JSON.stringify(allowlistSchema(), undefined, 2)}\n`,
    'allowlist.md': `${allowlistPage()}\n`,
    'cli.md': `${cliPage()}\n`,
    'configuration.md': `${configurationPage()}\n`,
    'cost.md': `${costPage(readCostFigures())}\n`,
    'images/dashboard.svg': dashboardPicture(defaultDashboard()),
    'rules.md': `${rulesPage()}\n`,
    'severity.md': `${severityPage()}\n`,
  };
}
