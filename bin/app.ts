/** The CDK app: reads the context, the environment and the allow-list, and creates the stacks. */
import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { handlerCode } from '../lib/handler-code';
import { addRegionSweepStacks } from '../lib/region-sweep-stacks';
import { serializeAllowlist } from '../src/allowlist/deployed-allowlist';
import { DEFAULT_FILE, givenFile, loadAllowlist } from '../src/allowlist/load-allowlist';
import { ConfigError, type ConfigProblem } from '../src/config/config-error';
import { jsonText } from '../src/config/json-text';
import { resolveConfig } from '../src/config/resolve';

/** Exit code for a bad configuration. */
const EXIT_BAD_CONFIG = 2;

/** The region that the CDK CLI uses when no region is configured. */
const FALLBACK_REGION = 'us-east-1';

function synthesize(): void {
  // Otherwise CDK would synthesize an empty app on exit after a configuration error.
  const app = new App({ autoSynth: false });
  const context = app.node.getAllContext();
  const region = process.env['CDK_DEFAULT_REGION'] ?? FALLBACK_REGION;
  const problems: ConfigProblem[] = [];
  const resolved = orProblems(problems, () => resolveConfig(context, { hubRegion: region }));
  const allowlist = orProblems(problems, () =>
    // The CDK CLI runs the app in the folder of cdk.json.
    loadAllowlist(givenFile(context), (file) => jsonText(readFileSync(file)), Date.now()),
  );
  if (resolved === undefined || problems.length > 0) {
    throw new ConfigError(problems);
  }
  const files = allowlist && { [DEFAULT_FILE]: serializeAllowlist(allowlist.entries) };
  addRegionSweepStacks(app, {
    config: resolved.config,
    warnings: [...resolved.warnings, ...(allowlist?.warnings ?? [])],
    code: {
      detector: handlerCode('detector', files),
      followUp: handlerCode('follow-up', files),
      heartbeat: handlerCode('heartbeat'),
      trailReader: handlerCode('trail-reader', files),
    },
    allowlistFile: allowlist && DEFAULT_FILE,
    account: process.env['CDK_DEFAULT_ACCOUNT'],
    region,
  });
  app.synth();
}

/** Returns what `read` returns. On a configuration error it collects the problems, so that all are reported together. */
function orProblems<T>(problems: ConfigProblem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      throw error;
    }
    problems.push(...error.problems);
    return undefined;
  }
}

try {
  synthesize();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_BAD_CONFIG;
}
