import { shownName } from '../shown-name';

/** A path that leads to no readable file. */
export interface PathProblem {
  readonly path: string;
  /** What is wrong, as the predicate of the path: `does not exist`. */
  readonly problem: string;
  /** What was found instead. */
  readonly received: string;
  /** What to do about it, as a sentence. */
  readonly fix: string;
}

/** What a path may lead to. */
const ALLOWED = 'a file of any name, or a folder with trail files at any depth';

/** Paths that cannot be used. The message lists every problem. */
export class TrailPathError extends Error {
  override readonly name = 'TrailPathError';
  readonly problems: readonly PathProblem[];

  /** @param problems at least one. */
  constructor(problems: readonly PathProblem[]) {
    super(messageOf(problems));
    this.problems = problems;
  }
}

function messageOf(problems: readonly PathProblem[]): string {
  const count = problems.length === 1 ? '1 path' : `${problems.length} paths`;
  return [`${count} cannot be read.`, ...problems.map(paragraphOf)].join('\n\n');
}

function paragraphOf({ path: given, problem, received, fix }: PathProblem): string {
  return [
    `${given === '' ? '(an empty path)' : shownName(given)} ${problem}.`,
    `  received: ${received}`,
    `  allowed:  ${ALLOWED}`,
    `  fix:      ${fix}`,
  ].join('\n');
}
