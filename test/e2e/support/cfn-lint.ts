import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../tools/commands';
import { pythonTool } from '../tools/toolchain';

/** What cfn-lint has to say of a template. */
export interface LintFinding {
  /** For example `W3005`. */
  readonly rule: string;
  readonly level: string;
  readonly message: string;
  readonly template: string;
  /** Where in the template, with slashes. */
  readonly where: string;
}

/** What cfn-lint writes, as far as it is read here. */
interface RawFinding {
  readonly Rule: { readonly Id: string };
  readonly Level: string;
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** The checks that are ignored, and why. */
const ACCEPTED = path.join(__dirname, 'cfnlintrc.yaml');

/** Ids of the checks that are ignored, sorted. */
export const ACCEPTED_RULES: readonly string[] = [
  ...readFileSync(ACCEPTED, 'utf8').matchAll(/^ {2}- (\w+)$/gm),
]
  .map(([, rule = '']) => rule)
  .sort();

/**
 * Lints CloudFormation templates with cfn-lint.
 *
 * @param accepting whether to leave out the checks of `cfnlintrc.yaml`.
 * @throws Error when cfn-lint does not work.
 */
export async function cfnLint(
  templates: readonly string[],
  { accepting = true }: { readonly accepting?: boolean } = {},
): Promise<LintFinding[]> {
  if (templates.length === 0) {
    throw new Error('cfn-lint was given no template.');
  }
  const { stdout, stderr, exitCode } = await runCommand(pythonTool('cfn-lint'), [
    ...['--format', 'json'],
    ...(accepting ? ['--config-file', ACCEPTED] : []),
    ...['--template', ...templates],
  ]);
  if (!stdout.trimStart().startsWith('[')) {
    throw new Error(`cfn-lint does not work (exit code ${exitCode}): ${stdout}${stderr}`);
  }
  return (JSON.parse(stdout) as RawFinding[]).map(
    ({ Rule, Level, Message, Filename, Location }) => ({
      rule: Rule.Id,
      level: Level,
      message: Message,
      template: path.basename(Filename),
      where: (Location.Path ?? []).join('/'),
    }),
  );
}
