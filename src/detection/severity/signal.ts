import { type CutField, isCut, type TrackedCall } from '../model';
import type { RuleId } from '../rules/rule-catalog';
import type { SweepContext } from './context';

/** What signals look at: the calls of one sweep that have arrived so far. */
export interface SweepFacts {
  readonly ruleId: RuleId;
  /** Distinct calls within the sweep, in the order of their times; at least one. */
  readonly calls: readonly TrackedCall[];
  /**
   * Whether the store dropped calls because a bucket was full.
   * @default false
   */
  readonly isSaturated?: boolean;
  /** What is known beyond these calls. */
  readonly context: SweepContext;
}

/** What a signal found in a sweep. */
export interface Observation {
  /** One sentence for people. It holds no text that a caller can choose. */
  readonly sentence: string;
  /** The numbers that were compared, by name. */
  readonly values: Readonly<Record<string, number>>;
  /**
   * The share of its points that the signal gives, from 0 to 1.
   * @default 1
   */
  readonly share?: number;
}

/** A property that makes a sweep more or less likely to be hostile. `signal-guide.ts` says when it is wrong. */
export interface Signal {
  readonly id: string;
  /** What it adds to the score, or takes from it when negative; a whole number from -100 to 100. */
  readonly points: number;
  /** @returns `undefined` where the signal does not apply. */
  observe(facts: SweepFacts): Observation | undefined;
}

/** For example `1 call` or `17 regions`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Whether a count of what the callers reveal is a lower bound, because the store dropped calls or callers.
 *
 * @param field that is counted, if the store may drop it alone.
 */
export function isLowerBound(
  { calls, isSaturated = false }: SweepFacts,
  field?: CutField,
): boolean {
  return (
    isSaturated ||
    calls.some(
      ({ caller }) => caller === undefined || (field !== undefined && isCut(caller, field)),
    )
  );
}

/** The values of a field that callers of a sweep have, each once. */
export function valuesOf(
  { calls }: SweepFacts,
  field: 'accessKeyId' | 'errorCode' | 'roleArn' | 'sourceIp' | 'type' | 'userAgent',
): string[] {
  const values = calls.flatMap(({ caller }) => caller?.[field] ?? []);
  return [...new Set(values)];
}
