import type { core } from 'zod/mini';
import type { ConfigProblem } from '../config/config-error';
import { shownKey, shownValue } from '../config/shown-value';

/** Where a value is: object keys and list indexes, outermost first. */
export type Path = readonly PropertyKey[];

/** What a message says besides what is wrong. */
export interface Guidance {
  readonly allowed: string;
  readonly fix: string;
}

/** Knows what is allowed where. */
export interface Guide {
  /** For a value that the schema refuses. */
  forValue(path: Path): Guidance;
  /** For a key that the schema does not know. */
  forUnknownKey(path: Path): Guidance;
}

/** The errors of a schema as problems, at most one per key. */
export function schemaProblems(
  error: core.$ZodError,
  input: unknown,
  guide: Guide,
): ConfigProblem[] {
  const problems = new Map<string, ConfigProblem>();
  for (const problem of error.issues.flatMap((issue) => problemsOf(issue, input, guide))) {
    if (!problems.has(problem.key)) {
      problems.set(problem.key, problem);
    }
  }
  return [...problems.values()];
}

function problemsOf(issue: core.$ZodIssue, input: unknown, guide: Guide): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return problemAt(path, 'is not a known key', input, guide.forUnknownKey(path));
    });
  }
  const problem = problemOf(issue, valueAt(input, issue.path));
  return [problemAt(issue.path, problem, input, guide.forValue(issue.path))];
}

function problemAt(
  path: Path,
  problem: string,
  input: unknown,
  { allowed, fix }: Guidance,
): ConfigProblem {
  const key = path.length === 0 ? 'configuration' : shownKey(path.map(String).join('.'));
  return { key, problem, received: shownValue(valueAt(input, path)), allowed, fix };
}

/** The value at a path, or undefined. Inherited members do not count. */
function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
  string: 'a string',
  array: 'a list',
  object: 'an object',
};

function problemOf(issue: core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? 'is missing'
        : `is not ${TYPE_NAMES[issue.expected] ?? 'of the right type'}`;
    case 'too_small':
      return 'is too small';
    case 'too_big':
      return 'is too large';
    case 'invalid_format':
      return issue.format === 'email' ? 'is not an e-mail address' : 'has the wrong format';
    default:
      return 'is not an allowed value';
  }
}
