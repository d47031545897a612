import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { RegionSweepConfig } from '../src/config/config';
import { ForwarderStack } from './forwarder-stack';

/** A CloudFormation template, parsed. */
export type Template = Readonly<Record<string, unknown>>;

/**
 * The forwarder as a template of its own, for any account and region. It takes the ARN of the hub bus
 * as its parameter `HubBusArn`.
 *
 * @param context CDK's feature flags, as in `cdk.json`.
 */
export function forwarderTemplate(
  config: Pick<RegionSweepConfig, 'rules'>,
  context: Readonly<Record<string, unknown>>,
): Template {
  // A folder of its own: else it would be written among the stacks that are to be deployed.
  const outdir = mkdtempSync(join(tmpdir(), 'regionsweep-forwarder-'));
  try {
    const app = new App({ context, outdir, builtinCloudFormationValidation: false });
    const { artifactId } = new ForwarderStack(app, 'RegionSweepForwarder', { config });
    return app.synth().getStackArtifact(artifactId).template;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
