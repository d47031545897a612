/** The CDK app: reads context and environment, hands values to stacks. */
import { App } from 'aws-cdk-lib';
import { handlerCode } from '../lib/handler-code';
import { addRegionSweepStacks } from '../lib/region-sweep-stacks';
import { ConfigError } from '../src/config/config-error';
import { hubRegionProblems } from '../src/config/hub-region-problems';
import { resolveConfig } from '../src/config/resolve';

/** Bad usage or configuration. */
const EXIT_BAD_CONFIG = 2;

/** The region of the CDK command line where none is configured. */
const FALLBACK_REGION = 'us-east-1';

function synthesize(): void {
  // Else the app would be synthesized, empty, on the way out when the configuration is refused.
  const app = new App({ autoSynth: false });
  const resolved = resolveConfig(app.node.getAllContext());
  const region = process.env['CDK_DEFAULT_REGION'] ?? FALLBACK_REGION;
  const problems = hubRegionProblems(region);
  if (problems.length > 0) {
    throw new ConfigError(problems);
  }
  addRegionSweepStacks(app, {
    ...resolved,
    code: {
      detector: handlerCode('detector'),
      followUp: handlerCode('follow-up'),
      heartbeat: handlerCode('heartbeat'),
    },
    account: process.env['CDK_DEFAULT_ACCOUNT'],
    region,
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
