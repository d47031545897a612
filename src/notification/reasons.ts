import type { Finding } from '../detection/finding';
import type { Reason } from '../detection/severity/assess';
import { LOOKALIKES } from '../detection/severity/signals/sweep-of-rule';

/** The reasons of a finding, by what they speak for; each in order of weight. */
export interface WeighedReasons {
  readonly intruder: readonly string[];
  readonly harmless: readonly string[];
  /** What is worth knowing and proves nothing. */
  readonly neither: readonly string[];
}

/** What else the sweep itself could be. */
export function lookalikesOf({ rule }: Finding): string {
  return LOOKALIKES[rule.id];
}

/** The sentences of the reasons with their points. They hold no text that a caller can choose. */
export function weighReasons({ reasons }: Finding): WeighedReasons {
  const sentences = (speaksFor: (points: number) => boolean): string[] =>
    reasons.filter(({ points }) => speaksFor(points)).map(sentenceOf);
  return {
    intruder: sentences((points) => points > 0),
    harmless: sentences((points) => points < 0),
    neither: sentences((points) => points === 0),
  };
}

/** What was seen, with the points it came to. */
export function sentenceOf({ sentence, points }: Reason): string {
  return points === 0 ? sentence : `${points > 0 ? '+' : '-'}${Math.abs(points)}: ${sentence}`;
}
