import { isObject, objectOf } from '../detection/json';
import { type Cutoffs, MAX_SCORE } from '../detection/severity/assess';
import type { ConfigProblem } from './config-error';
import { shownValue } from './shown-value';

/**
 * Cut-offs that do not ascend, each of which may be valid in itself.
 *
 * @param severity may be invalid; that is left to the schema.
 * @param defaults the cut-offs where none is given.
 */
export function cutoffProblems(severity: unknown, defaults: Cutoffs): ConfigProblem[] {
  const given = isObject(severity) ? objectOf(severity, 'cutoffs') : {};
  const cutoffs = Object.keys(defaults).map(
    (name) => [name, { ...defaults, ...given }[name as keyof Cutoffs] as unknown] as const,
  );
  return cutoffs.slice(1).flatMap(([name, cutoff], index): ConfigProblem[] => {
    const [nameBefore, before] = cutoffs[index] as (typeof cutoffs)[number];
    if (!isCutoff(cutoff) || !isCutoff(before) || cutoff > before) {
      return [];
    }
    return [
      {
        key: `severity.cutoffs.${name}`,
        problem: `is not above that of ${nameBefore}`,
        received: shownValue(cutoff),
        allowed: `more than ${shownValue(before)}, which is severity.cutoffs.${nameBefore}`,
        fix: `Raise it, or lower severity.cutoffs.${nameBefore}.`,
      },
    ];
  });
}

function isCutoff(value: unknown): value is number {
  return Number.isInteger(value) && 1 <= (value as number) && (value as number) <= MAX_SCORE;
}
