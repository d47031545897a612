import { SEVERITIES, type Severity } from '../rules/rule';
import { compareTexts } from '../text';
import type { Observation, SweepFacts } from './signal';
import { SIGNALS, type SignalId } from './signal-catalog';

/** The lowest score of each severity; below all of them a finding is informational. */
type Cutoffs = Readonly<Record<Exclude<Severity, 'informational'>, number>>;

/** How signals become a score, and a score a severity. */
export interface SeveritySettings {
  readonly points: Readonly<Record<SignalId, number>>;
  /** Ascending. */
  readonly cutoffs: Cutoffs;
}

/** A signal that applies to a finding, and its points. */
export interface Reason<Id extends string = SignalId>
  extends Pick<Observation, 'sentence' | 'values'> {
  readonly id: Id;
  /** Below zero where the signal speaks for something harmless. */
  readonly points: number;
}

/** A reason of any kind. */
interface Weighted {
  readonly id: string;
  readonly points: number;
}

/** What a sweep looks like, and why. */
export interface Assessment {
  /** 0 to 100: the sum of the points of all reasons, within these bounds. */
  readonly score: number;
  readonly severity: Severity;
  /** In order of weight, whichever way they point. */
  readonly reasons: readonly Reason[];
}

export const MAX_SCORE = 100;

/** The points and cut-offs that apply unless the configuration sets others. */
export const DEFAULT_SEVERITY: SeveritySettings = {
  points: Object.fromEntries(SIGNALS.map(({ id, points }) => [id, points])) as Record<
    SignalId,
    number
  >,
  cutoffs: { low: 20, medium: 40, high: 60, critical: 80 },
};

/** Judges a sweep by every signal of the catalogue. */
export function assess(facts: SweepFacts, settings: SeveritySettings): Assessment {
  const reasons = SIGNALS.flatMap((signal): Reason[] => {
    const observation = signal.observe(facts);
    if (observation === undefined) {
      return [];
    }
    const { sentence, values, share = 1 } = observation;
    // Adding 0 turns -0 into 0.
    const points = Math.round(settings.points[signal.id] * share) + 0;
    return [{ id: signal.id, sentence, points, values }];
  }).sort(byWeight);
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const score = Math.min(MAX_SCORE, Math.max(0, sum));
  return { score, severity: severityOf(score, settings.cutoffs), reasons };
}

/** The level of a score. */
export function severityOf(score: number, cutoffs: Cutoffs): Severity {
  const reached = SEVERITIES.filter(
    (severity) => severity === 'informational' || score >= cutoffs[severity],
  );
  // Every score reaches the first.
  return reached.at(-1) as Severity;
}

/** The weightiest reason first, whichever way it points. */
export function byWeight(a: Weighted, b: Weighted): number {
  return Math.abs(b.points) - Math.abs(a.points) || compareTexts(a.id, b.id);
}
