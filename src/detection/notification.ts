import type { Finding } from './finding';
import type { Severity } from './rules/rule';
import type { SignalId } from './severity/catalog';

/** The thresholds were reached. */
interface Opened {
  readonly kind: 'opened';
}

/** The severity rose since people were told last. */
interface Escalated {
  readonly kind: 'escalated';
  /** The severity that they were told. */
  readonly from: Severity;
  /** The reasons that they were told; where it is left out, nothing is said of which are new. */
  readonly toldReasons?: readonly SignalId[];
}

/** No call has come for so long that the sweep is over. */
interface Closed {
  readonly kind: 'closed';
  /** The counts that people were told last. */
  readonly sent: { readonly callCount: number; readonly regionCount: number };
  /** Later sweeps by the same principal and rule that were counted in this finding and not sent. */
  readonly repeats: number;
}

/** What people and programs are told: a finding as it is now, and what happened to it. */
export type Notification = (Opened | Escalated | Closed) & { readonly finding: Finding };
