import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { RegionSweepConfig } from '../src/config/config';
import { ForwarderStack } from './forwarder-stack';

/** A CloudFormation template, parsed. */
export type Template = Readonly<Record<string, unknown>>;

/**
 * A forwarder template for any account and region. Its parameter `HubBusArn` is the ARN of the hub bus.
 *
 * @param context the feature flags of CDK, as in `cdk.json`.
 */
export function forwarderTemplate(
  config: Pick<RegionSweepConfig, 'rules' | 'runbookUrl'>,
  context: Readonly<Record<string, unknown>>,
): Template {
  // A separate folder. Otherwise CDK would write it next to the stacks to deploy.
  const outdir = mkdtempSync(join(tmpdir(), 'regionsweep-forwarder-'));
  try {
    const app = new App({ context, outdir, builtinCloudFormationValidation: false });
    const { artifactId } = new ForwarderStack(app, 'RegionSweepForwarder', { config });
    return app.synth().getStackArtifact(artifactId).template;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
