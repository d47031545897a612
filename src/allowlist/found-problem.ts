import type { Path } from './schema-problems';

/** A problem without the value and guidance that a message adds. */
export interface Found {
  readonly path: Path;
  /** Continues the name of the value: `is too broad`. */
  readonly problem: string;
  /** Replaces the general guidance about the field. */
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

/** The problem with a path that starts further out. */
export function within(path: Path, { path: inner, ...others }: Found): Found {
  return { ...others, path: [...path, ...inner] };
}
