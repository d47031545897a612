/** The CDK app: reads context and environment, hands values to stacks. */
import { App } from 'aws-cdk-lib';
import { handlerCode } from '../lib/handler-code';
import { addRegionSweepStacks } from '../lib/region-sweep-stacks';
import { ConfigError } from '../src/config/config-error';
import { resolveConfig } from '../src/config/resolve';

/** Bad usage or configuration. */
const EXIT_BAD_CONFIG = 2;

/** The region of the CDK command line where none is configured. */
const FALLBACK_REGION = 'us-east-1';

function synthesize(): void {
  // Else the app would be synthesized, empty, on the way out when the configuration is refused.
  const app = new App({ autoSynth: false });
  addRegionSweepStacks(app, {
    ...resolveConfig(app.node.getAllContext()),
    code: { detector: handlerCode('detector'), heartbeat: handlerCode('heartbeat') },
    account: process.env['CDK_DEFAULT_ACCOUNT'],
    region: process.env['CDK_DEFAULT_REGION'] ?? FALLBACK_REGION,
  });
  app.synth();
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
