import type { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { addRegionSweepStacks } from '../../lib/region-sweep-stacks';
import { resolveConfig } from '../../src/config/resolve';
import { withApp } from './with-app';

/** A resource of a template; the members that matter here. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The resources of the stacks that somebody has who sets nothing. */
export interface DefaultStacks {
  readonly hub: readonly TemplateResource[];
  /** Of each forwarder; they are alike. */
  readonly forwarders: readonly (readonly TemplateResource[])[];
}

let stacks: DefaultStacks | undefined;

/** Synthesizes the default configuration, with a stand-in for the code. It takes a second, so it is done once. */
export function defaultStacks(): DefaultStacks {
  stacks ??= withApp(stacksOf);
  return stacks;
}

function stacksOf(app: App): DefaultStacks {
  const code = Code.fromInline('exports.handler = async () => {};');
  const hub = addRegionSweepStacks(app, {
    config: resolveConfig({}).config,
    warnings: [],
    code: { detector: code, followUp: code, heartbeat: code },
    region: 'us-east-1',
  });
  const forwarders = app.node.findAll().filter((node) => node instanceof ForwarderStack);
  const assembly = app.synth();
  const resourcesOf = (artifactId: string): TemplateResource[] => {
    const { Resources } = assembly.getStackArtifact(artifactId).template;
    return Object.values(Resources as Readonly<Record<string, TemplateResource>>);
  };
  return {
    hub: resourcesOf(hub.artifactId),
    forwarders: forwarders.map(({ artifactId }) => resourcesOf(artifactId)),
  };
}
