import { readCostFigures } from '../bench/cost-figures';
import { allowlistPage } from './allowlist-page';
import { allowlistSchema } from './allowlist-schema';
import { cliPage } from './cli-page';
import { configurationPage } from './configuration-page';
import { costPage } from './cost-page';
import { defaultDashboard } from './dashboard-body';
import { dashboardPicture } from './dashboard-picture';
import { emailScreen } from './email-screen';
import { formatsPage } from './formats-page';
import { rulesPage } from './rules-page';
import { sampleNotifications } from './sample-notifications';
import { severityPage } from './severity-page';
import { slackScreen } from './slack-screen';

/** The pages that are made from code, by path within `docs`. */
export function docsPages(): Readonly<Record<string, string>> {
  const notifications = sampleNotifications();
  return {
    '../schemas/allowlist.schema.json': `${JSON.stringify(allowlistSchema(), undefined, 2)}\n`,
    'allowlist.md': `${allowlistPage()}\n`,
    'cli.md': `${cliPage()}\n`,
    'configuration.md': `${configurationPage()}\n`,
    'cost.md': `${costPage(readCostFigures())}\n`,
    'formats.md': `${formatsPage()}\n`,
    'images/dashboard.svg': dashboardPicture(defaultDashboard()),
    'images/email.svg': emailScreen(notifications[0]),
    'images/slack.svg': slackScreen(notifications),
    'rules.md': `${rulesPage()}\n`,
    'severity.md': `${severityPage()}\n`,
  };
}
