import type { Finding } from '../detection/finding';
import { type Incident, type IncidentReason, leadOf } from '../detection/incident/incident';
import { isAbove } from '../detection/rules/rule';
import { LOOKALIKES } from '../detection/severity/signals/sweep-of-rule';
import { aftermathOf } from './aftermath';

/** Only a high score looks hostile; a lower one has reasons too. */
export function verdictHeading({ severity }: Pick<Finding, 'severity'>): string {
  return isAbove(severity, 'medium')
    ? 'WHY IT LOOKS HOSTILE'
    : `WHY IT IS RATED ${severity.toUpperCase()}`;
}

/** What else makes the same calls. */
export function lookalikesOf({ rule }: Finding): string {
  return LOOKALIKES[rule.id];
}

/** What else makes the calls of the sweep. It does not explain what followed. */
export function harmlessSources(incident: Incident): string {
  const isFollowed = aftermathOf(incident) !== undefined;
  return [
    lookalikesOf(leadOf(incident)),
    ...(isFollowed ? ['That does not explain the calls after the sweep.'] : []),
  ].join(' ');
}

/** Reasons by what they do to the score; each in order of weight. */
export function weighReasons({ reasons }: Pick<Incident, 'reasons'>) {
  return {
    hostile: reasons.filter(({ points }) => points > 0),
    harmless: reasons.filter(({ points }) => points < 0),
    // Good to know, and worth no points.
    notes: reasons.filter(({ points }) => points === 0),
  };
}

/** For example `+20` or `-15`. */
export function signedPoints(points: number): string {
  return `${points < 0 ? '-' : '+'}${Math.abs(points)}`;
}

/** The sentence of a reason with its points. It holds no text that a caller can choose. */
export function sentenceOf({ sentence, points }: IncidentReason): string {
  return points === 0 ? sentence : `${signedPoints(points)}: ${sentence}`;
}
