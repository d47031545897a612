import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import {
  FULL_CONTEXT,
  forwarderOfHubAccount,
  hubTemplate,
  standAloneForwarder,
} from './synthesize';
import type { TemplateJson } from './template-changes';

const FOLDER = join(__dirname, 'releases');

const WITH_EVERYTHING = { ...FULL_CONTEXT, securityHub: true };

/** The templates that are kept of each release, as the working copy synthesizes them. */
export const KEPT_TEMPLATES = {
  hub: () => hubTemplate({ subscribers: 'none' }),
  'hub-with-everything': () => hubTemplate(WITH_EVERYTHING),
  forwarder: () => forwarderOfHubAccount({ regions: 'us-east-1', subscribers: 'none' }),
  'forwarder-for-other-tools': () => standAloneForwarder({ subscribers: 'none' }),
} as const satisfies Readonly<Record<string, () => Template>>;

export type KeptTemplate = keyof typeof KEPT_TEMPLATES;

/** Long values that decide neither what a resource is nor whether CloudFormation replaces it. */
const LEFT_OUT = new Set([
  'AlarmActions',
  'AlarmDescription',
  'Code',
  'DashboardBody',
  'Description',
  'Dimensions',
  'Environment',
  'EventPattern',
  'Input',
  'Metrics',
  'OKActions',
  'Statement',
  'Tags',
  'Targets',
  'TemplateBody',
]);

/** Policies, of which an empty one is kept: cloudformation-diff cannot do without them. */
const POLICIES = new Set(['AssumeRolePolicyDocument', 'KeyPolicy', 'PolicyDocument']);
const NO_POLICY = { Statement: [] };

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The parts of a template that decide what an update replaces or removes. */
export function keptParts({ Resources, Outputs = {} }: TemplateJson): TemplateJson {
  const resources = Object.entries(Resources as Readonly<Record<string, Resource>>).map(
    ([id, { Type, Properties = {}, DeletionPolicy, UpdateReplacePolicy }]) => [
      id,
      { Type, Properties: withoutLong(Properties), DeletionPolicy, UpdateReplacePolicy },
    ],
  );
  const outputs = Object.entries(Outputs as Readonly<Record<string, { Value: unknown }>>).map(
    ([id, { Value }]) => [id, { Value }],
  );
  return { Resources: Object.fromEntries(resources), Outputs: Object.fromEntries(outputs) };
}

/** A template of a release: one line for each resource or output. */
export function readRelease(release: string, name: KeptTemplate): TemplateJson {
  const parts: Record<string, Record<string, unknown>> = { Resources: {}, Outputs: {} };
  const lines = readFileSync(join(FOLDER, release, `${name}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n');
  for (const line of lines) {
    const { resource, output, ...rest } = JSON.parse(line);
    const part = parts[resource === undefined ? 'Outputs' : 'Resources'];
    Object.assign(part ?? {}, { [resource ?? output]: rest });
  }
  return parts;
}

/** Keeps the templates of the working copy as those of a release. */
export function writeRelease(release: string): void {
  mkdirSync(join(FOLDER, release), { recursive: true });
  for (const [name, synthesize] of Object.entries(KEPT_TEMPLATES)) {
    const { Resources, Outputs } = keptParts(synthesize().toJSON());
    const lines = [
      ...Object.entries(Resources as object).map(([resource, rest]) => ({ resource, ...rest })),
      ...Object.entries(Outputs as object).map(([output, rest]) => ({ output, ...rest })),
    ];
    writeFileSync(
      join(FOLDER, release, `${name}.ndjson`),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    );
  }
}

function withoutLong(properties: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !LEFT_OUT.has(name))
      .map(([name, value]) => [name, POLICIES.has(name) ? NO_POLICY : value]),
  );
}
