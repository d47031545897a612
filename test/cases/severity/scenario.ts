import type { Severity } from '../../../src/detection/rules/rule';
import type { SignalId } from '../../../src/detection/severity/signal-catalog';
import type { SweepSetup } from '../../support/findings';

/** A sweep, and the severity it must have. */
export interface Scenario {
  readonly what: string;
  readonly sweep: SweepSetup;
  readonly severity: Severity;
  readonly score: number;
  /** In order of weight. */
  readonly reasons: readonly SignalId[];
}
