import type { FlagKey } from '../../src/config/config';
import { ConfigError } from '../../src/config/config-error';
import { type ResolvedConfig, resolveConfig } from '../../src/config/resolve';
import { type DetectionFlags, FLAG_KEYS, flagOf, type NotificationFlags } from './detection-flags';

/**
 * The configuration from flags and a CDK context. Flags win, also over the settings of single rules.
 *
 * @throws ConfigError that lists every problem of both, and names the flag where a value came from one.
 */
export function configFrom(
  { rule, ...flags }: DetectionFlags & NotificationFlags,
  context: Readonly<Record<string, unknown>>,
): ResolvedConfig {
  const given = FLAG_KEYS.filter((key) => flags[key] !== undefined);
  try {
    return resolveConfig(context, {
      settings: Object.fromEntries(given.map((key) => [key, flags[key]])),
      rules: rule,
    });
  } catch (error) {
    throw error instanceof ConfigError ? withFlagNames(error, given) : error;
  }
}

function withFlagNames({ problems }: ConfigError, given: readonly FlagKey[]): ConfigError {
  return new ConfigError(
    problems.map((problem) => {
      const key = given.find((name) => name === problem.key);
      if (key === undefined) {
        return problem;
      }
      const flag = flagOf(key);
      return { ...problem, key: flag, fix: problem.fix.replaceAll(`${key}=`, `${flag} `) };
    }),
  );
}
