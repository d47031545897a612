import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { costPage } from '../docs/cost-page';
import { readCostFigures, writeCostFigures } from './cost-figures';
import { measureCostFigures } from './measure-cost-figures';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** `npm run cost`: measures what `docs/cost.md` rests on, and writes the figures and the page. */
async function main(): Promise<void> {
  process.stderr.write(
    'Some minutes: some ninety thousand calls go through the handler and an embedded DynamoDB.\n',
  );
  writeCostFigures(await measureCostFigures());
  writeFileSync(path.join(__dirname, '../../docs/cost.md'), `${costPage(readCostFigures())}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
