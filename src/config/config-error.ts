/** One problem of a configuration. Every text is printable, bounded and on one line. */
export interface ConfigProblem {
  /** Path of the value, for example `rules.describe-instances.minRegions`. */
  readonly key: string;
  /** What is wrong, as the predicate of the key: `is not a whole number`. */
  readonly problem: string;
  readonly received: string;
  readonly allowed: string;
  /** What to do about it, as a sentence. */
  readonly fix: string;
}

/** A configuration that cannot be used. Its message lists every problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  /** @param problems at least one. */
  constructor(problems: readonly ConfigProblem[]) {
    super(messageOf(problems));
    this.problems = problems;
  }
}

function messageOf(problems: readonly ConfigProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`The configuration has ${count}.`, ...problems.map(paragraphOf)].join('\n\n');
}

function paragraphOf({ key, problem, received, allowed, fix }: ConfigProblem): string {
  return [
    `${key} ${problem}.`,
    `  received: ${received}`,
    `  allowed:  ${allowed}`,
    `  fix:      ${fix}`,
  ].join('\n');
}
