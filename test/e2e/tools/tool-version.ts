/** A major and a minor version. */
type Version = readonly [major: number, minor: number];

/** A program that has to be on the machine, since a package registry does not have it. */
export interface RequiredTool {
  readonly name: string;
  /** Commands it may go by; the first that is good enough is used. */
  readonly commands: readonly [string, ...string[]];
  /** Makes the command print its version. */
  readonly versionArguments: readonly string[];
  /** Finds the version in what the command prints: major, and minor unless there is none. */
  readonly versionPattern: RegExp;
  readonly minimum: Version;
  /** What to do where it is missing or too old; a sentence. */
  readonly remedy: string;
}

/** What a command printed when it was asked for its version; `undefined` when there is no such command. */
export interface VersionAnswer {
  readonly command: string;
  readonly output: string | undefined;
}

export type ToolVerdict =
  | { readonly kind: 'good'; readonly version: Version }
  | { readonly kind: 'too-old'; readonly version: Version }
  | { readonly kind: 'unreadable' | 'missing' };

/** Judges a tool by what its command printed, on standard output and standard error together. */
export function judgeTool(tool: RequiredTool, output: string | undefined): ToolVerdict {
  if (output === undefined) {
    return { kind: 'missing' };
  }
  const [, major, minor = '0'] = tool.versionPattern.exec(output) ?? [];
  if (major === undefined) {
    return { kind: 'unreadable' };
  }
  const version: Version = [Number(major), Number(minor)];
  return { kind: isAtLeast(version, tool.minimum) ? 'good' : 'too-old', version };
}

/** Says that no command of a tool will do: what is needed, what there is, and what to do. */
export function describeProblem(tool: RequiredTool, answers: readonly VersionAnswer[]): string {
  const found = answers.map((answer) => `\n  ${describeAnswer(tool, answer)}`).join('');
  return `${tool.name} ${versionText(tool.minimum)} or later is needed.${found}\n  ${tool.remedy}`;
}

function describeAnswer(tool: RequiredTool, { command, output }: VersionAnswer): string {
  const verdict = judgeTool(tool, output);
  switch (verdict.kind) {
    case 'good':
      return `"${command}" is ${tool.name} ${versionText(verdict.version)}.`;
    case 'too-old':
      return `"${command}" is ${tool.name} ${versionText(verdict.version)}, which is too old.`;
    case 'unreadable':
      return `"${command}" does not say its version, but: ${firstLine(output)}`;
    case 'missing':
      return `There is no command "${command}".`;
  }
}

function isAtLeast([major, minor]: Version, [leastMajor, leastMinor]: Version): boolean {
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** Releases of Java have no minor version to speak of. */
function versionText([major, minor]: Version): string {
  return minor === 0 ? `${major}` : `${major}.${minor}`;
}

function firstLine(text = ''): string {
  const line = text.split('\n').find((one) => one.trim() !== '');
  return line === undefined ? 'nothing' : line.trim().slice(0, 200);
}
