import { ConfigError, type ConfigProblem } from '../../src/config/config-error';
import { resolveConfig } from '../../src/config/resolve';

/** The problems of a configuration; empty if it is valid. */
export function problemsOf(raw: Readonly<Record<string, unknown>>): readonly ConfigProblem[] {
  try {
    resolveConfig(raw);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

/** The keys of {@link problemsOf}. */
export function problemKeysOf(raw: Readonly<Record<string, unknown>>): readonly string[] {
  return problemsOf(raw).map(({ key }) => key);
}
