import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { context as featureFlags } from '../../cdk.json';
import { DetectorStack } from '../../lib/detector-stack';
import { resolveConfig } from '../../src/config/resolve';

/** Context with everything that adds resources. */
export const FULL_CONTEXT = {
  emails: ['security@example.org', 'oncall@example.org'],
  slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' },
};

/** The stack as `cdk.json` and this context make it, with a stand-in for the code, which takes long to bundle. */
export function detectorStack(context: Readonly<Record<string, unknown>> = {}): DetectorStack {
  const app = new App({
    context: featureFlags,
    // It takes seconds to load; the test of the app has it on.
    builtinCloudFormationValidation: false,
  });
  return new DetectorStack(app, 'RegionSweep', {
    config: resolveConfig(context).config,
    code: Code.fromInline('exports.handler = async () => {};'),
  });
}

/** The template of {@link detectorStack}. */
export function detectorTemplate(context: Readonly<Record<string, unknown>> = {}): Template {
  return Template.fromStack(detectorStack(context));
}

/** A resource of a template: its logical id and properties. */
export interface FoundResource {
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are as CloudFormation has them; tests assert on them.
  readonly properties: any;
}

/** Every resource of a type, in the order of the template. */
export function resourcesOf(template: Template, type: string): FoundResource[] {
  return Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    properties: resource['Properties'],
  }));
}

/** Matches a reference to the ARN of a resource. */
export function arnOf({ id }: FoundResource): object {
  return Match.objectEquals({ 'Fn::GetAtt': [id, 'Arn'] });
}
