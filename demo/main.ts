import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readAllowlist } from '../src/allowlist/read-allowlist';
import { playTrail } from './play-trail';
import { renderAll, renderHighlights } from './render-messages';

const EXAMPLES = path.join(__dirname, '../examples');
const ALLOWLIST = path.join(EXAMPLES, 'allowlist.json');

/** When the sample trail was recorded; no entry of the sample allow-list has expired by then. */
const DAY_OF_TRAIL = Date.UTC(2026, 2, 17);

/** `npm start`: plays the sample trail through the deployed functions and prints what subscribers get. */
async function main(isAll: boolean): Promise<void> {
  const { entries } = readAllowlist(readFileSync(ALLOWLIST, 'utf8'), ALLOWLIST, DAY_OF_TRAIL);
  const played = await playTrail(path.join(EXAMPLES, 'sample-trail'), entries);
  process.stdout.write(isAll ? renderAll(played) : renderHighlights(played));
}

// The AWS SDK is pinned to releases that support Node 20, so its warning about later releases does not apply.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// A closed pipe, as after `| head`, is no failure.
process.stdout.on('error', () => process.exit());

main(process.argv.includes('--all')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
