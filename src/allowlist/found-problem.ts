import type { Path } from './schema-problems';

/** A problem, before it is put into words for people. */
export interface Found {
  readonly path: Path;
  /** Continues the name of the value: `is too broad`. */
  readonly problem: string;
  /** What to do, where it is not what is done about this field in general. */
  readonly fix?: string;
  readonly allowed?: string;
}

export function found(
  path: Path,
  problem: string,
  others: Pick<Found, 'fix' | 'allowed'> = {},
): Found {
  return { path, problem, ...others };
}

/** The problem, seen from further out. */
export function within(path: Path, { path: inner, ...others }: Found): Found {
  return { ...others, path: [...path, ...inner] };
}
