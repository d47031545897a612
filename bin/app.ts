/** The CDK app: reads context and environment, hands values to stacks. */
import { Annotations, App } from 'aws-cdk-lib';
import { DetectorStack } from '../lib/detector-stack';
import { ConfigError } from '../src/config/config-error';
import { resolveConfig } from '../src/config/resolve';

/** Bad usage or configuration. */
const EXIT_BAD_CONFIG = 2;

function synthesize(): void {
  // Else the app would be synthesized, empty, on the way out when the configuration is refused.
  const app = new App({ autoSynth: false });
  const { config, warnings } = resolveConfig(app.node.getAllContext());
  const stack = new DetectorStack(app, 'RegionSweep', {
    config,
    // Without credentials both are undefined, and the template fits any account and region.
    env: { account: process.env['CDK_DEFAULT_ACCOUNT'], region: process.env['CDK_DEFAULT_REGION'] },
  });
  for (const [index, warning] of warnings.entries()) {
    Annotations.of(stack).addWarningV2(`regionsweep:config-${index + 1}`, warning);
  }
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
