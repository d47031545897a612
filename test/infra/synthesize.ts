import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { context as featureFlags } from '../../cdk.json';
import { ForwarderStack } from '../../lib/forwarder-stack';
import { forwarderTemplate, stackSetTemplate } from '../../lib/forwarder-template';
import type { HubStack } from '../../lib/hub-stack';
import { OrganizationStack } from '../../lib/organization-stack';
import { addRegionSweepStacks } from '../../lib/region-sweep-stacks';
import { resolveConfig } from '../../src/config/resolve';

type Context = Readonly<Record<string, unknown>>;

/** Without the stack traces of constructs, which take a sixth of the time and appear in no template. */
const APP_CONTEXT = { ...featureFlags, 'aws:cdk:disable-creation-stack-traces': true };

/** Region of the hub in tests. */
export const HOME_REGION = 'eu-central-1';

/** Context with everything that adds resources. */
export const FULL_CONTEXT = {
  emails: ['security@example.org', 'oncall@example.org'],
  slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' },
  organization: {
    id: 'o-a1b2c3d4e5',
    units: ['ou-ab12-cd34ef56'],
    accounts: ['444455556666'],
    managementAccount: '999988887777',
  },
};

/** A trail in another account and region, with a key. */
export const TRAIL_BY_TOPIC = {
  collection: 'trail',
  trail: {
    bucket: 'example-trail',
    keyArn: 'arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    topicArn: 'arn:aws:sns:us-east-1:444455556666:trail',
    region: 'us-east-1',
  },
};

/** A trail in the account and region of the hub. */
export const TRAIL_BY_RULE = {
  collection: 'trail',
  trail: { bucket: 'example-trail', prefix: 'audit' },
};

export interface SynthesizedApp {
  readonly app: App;
  readonly hub: HubStack;
  /** The StackSets, if organizational units are given. */
  readonly organization: OrganizationStack | undefined;
  /** Forwarders of the account of the hub. */
  readonly forwarders: readonly ForwarderStack[];
  /** Forwarders of the management account. */
  readonly managementForwarders: readonly ForwarderStack[];
}

const outputs = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
let apps = 0;
afterAll(() => rmSync(outputs, { recursive: true }));

/** A new folder for what an app writes; CDK would leave its own behind. */
function outputFolder(): string {
  apps += 1;
  return path.join(outputs, `${apps}`);
}

/** The app as `cdk.json` and this context make it, with a stand-in for the code, which takes long to bundle. */
export function synthesizedApp(context: Context = {}): SynthesizedApp {
  const app = new App({
    context: APP_CONTEXT,
    outdir: outputFolder(),
    treeMetadata: false,
    // It takes seconds to load; the test of the app has it on.
    builtinCloudFormationValidation: false,
  });
  const code = Code.fromInline('exports.handler = async () => {};');
  const hub = addRegionSweepStacks(app, {
    config: resolveConfig(context).config,
    // CDK would print them; the test of the app has them.
    warnings: [],
    code: { detector: code, followUp: code, heartbeat: code, trailReader: code },
    region: HOME_REGION,
  });
  const stacks = app.node.findAll();
  const forwarders = stacks.filter((node) => node instanceof ForwarderStack);
  return {
    app,
    hub,
    organization: stacks.find((node) => node instanceof OrganizationStack),
    forwarders: forwarders.filter(({ node }) => node.scope === app),
    managementForwarders: forwarders.filter(({ node }) => node.scope !== app),
  };
}

/** Removes all other stacks from an app, so that its synthesis takes no longer than that of these. */
export function keepOnly(app: App, stacks: readonly Stack[]): void {
  for (const { node } of [app, ...app.node.children.filter(Stage.isStage)]) {
    for (const child of node.children.filter(Stack.isStack)) {
      if (!stacks.includes(child)) {
        node.tryRemoveChild(child.node.id);
      }
    }
  }
}

/** The same function, which makes the template of each context once, because synthesis takes long. */
function once(synthesize: (context: Context) => Template): (context?: Context) => Template {
  const templates = new Map<string, Template>();
  return (context = {}) => {
    const key = JSON.stringify(context);
    const template = templates.get(key) ?? synthesize(context);
    templates.set(key, template);
    return template;
  };
}

/** The template of the hub. */
export const hubTemplate = once((context) => {
  const { app, hub } = synthesizedApp(context);
  keepOnly(app, [hub]);
  return Template.fromStack(hub);
});

/** The template of the first forwarder in the account of the hub. */
export const forwarderOfHubAccount = once((context) => {
  const { app, hub, forwarders } = synthesizedApp(context);
  const [forwarder] = forwarders as [ForwarderStack];
  keepOnly(app, [hub, forwarder]);
  return Template.fromStack(forwarder);
});

/** The forwarder as it is handed out. */
export const standAloneForwarder = once((context) =>
  Template.fromJSON(forwarderTemplate(resolveConfig(context).config, APP_CONTEXT)),
);

/** The template of the stack with the StackSets. */
export const organizationTemplate = once((context) => {
  const { app, hub, organization } = synthesizedApp(context);
  keepOnly(app, [hub, organization as OrganizationStack]);
  return Template.fromStack(organization as OrganizationStack);
});

/** The forwarder as StackSets deploy it. */
export const stackSetForwarder = once((context) =>
  Template.fromJSON(stackSetTemplate(resolveConfig(context).config, APP_CONTEXT)),
);

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

/** The function of the detector. */
export function detectorOf(template: Template): FoundResource | undefined {
  return resourcesOf(template, 'AWS::Lambda::Function').find(({ id }) => id.startsWith('Detector'));
}

/** How many resources of each type a template has. */
export function inventoryOf(template: Template): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values<{ Type: string }>(template.toJSON()['Resources'])) {
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
}

/** Matches a reference to the ARN of a resource. */
export function arnOf({ id }: FoundResource): object {
  return Match.objectEquals({ 'Fn::GetAtt': [id, 'Arn'] });
}
