import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runOrFail } from '../tools/commands';

const PROJECT_ROOT = path.join(__dirname, '../../..');
const CDK = path.join(PROJECT_ROOT, 'node_modules/aws-cdk/bin/cdk');
const CONTEXTS = path.join(PROJECT_ROOT, 'examples/contexts');

const TEMPLATE_SUFFIX = '.template.json';

/** A way to deploy the project. */
export interface NamedContext {
  readonly name: string;
  /** Values of the context by key. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The defaults, and the contexts of `examples/contexts`. */
export function exampleContexts(): NamedContext[] {
  const files = existsSync(CONTEXTS) ? readdirSync(CONTEXTS).sort() : [];
  const examples = files
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: path.basename(file, '.json'),
      values: JSON.parse(readFileSync(path.join(CONTEXTS, file), 'utf8')),
    }));
  return [{ name: 'defaults', values: { subscribers: 'none' } }, ...examples];
}

/**
 * Synthesizes the app with the CDK CLI, as on a machine without credentials.
 *
 * @param folder where the assembly is written; also stands in for the home folder.
 * @returns every template of it: those of nested assemblies, and those within a stack set, which are in no file.
 */
export async function synthesizeTemplates(
  { values }: NamedContext,
  folder: string,
): Promise<string[]> {
  const assembly = path.join(folder, 'assembly');
  const context = Object.entries(values).flatMap(([key, value]) => [
    '-c',
    `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ]);
  await runOrFail(
    'cdk synth',
    process.execPath,
    [CDK, 'synth', '--quiet', '--no-notices', '--output', assembly, ...context],
    {
      folder: PROJECT_ROOT,
      environment: {
        PATH: process.env['PATH'],
        HOME: folder,
        AWS_EC2_METADATA_DISABLED: 'true',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
      },
    },
  );
  const written = (await readdir(assembly, { recursive: true }))
    .filter((file) => file.endsWith(TEMPLATE_SUFFIX))
    .map((file) => path.join(assembly, file));
  const unpacked = await Promise.all(written.map(unpackStackSets));
  return [...written, ...unpacked.flat()].sort();
}

/** Writes the templates that a template holds as texts to files next to it. */
async function unpackStackSets(template: string): Promise<string[]> {
  const { Resources } = JSON.parse(await readFile(template, 'utf8')) as {
    Resources?: Record<string, { Type: string; Properties?: { TemplateBody?: unknown } }>;
  };
  const bodies = Object.entries(Resources ?? {}).flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::CloudFormation::StackSet' && typeof Properties?.TemplateBody === 'string'
      ? [{ file: `${template}.${id}${TEMPLATE_SUFFIX}`, body: Properties.TemplateBody }]
      : [],
  );
  await Promise.all(bodies.map(({ file, body }) => writeFile(file, body)));
  return bodies.map(({ file }) => file);
}
