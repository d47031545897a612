import type { RuleSettings } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import { RELATED_MINUTES } from '../detection/severity/context';
import type { ReadonlyCallHistory } from './history/call-history';
import { TextPool } from './history/text-pool';
import { MovingWindow } from './moving-window';

/** A finding also describes related sweeps within `RELATED_MINUTES`; one hour more covers every edge case. */
const MARGIN_SECONDS = (RELATED_MINUTES + 60) * 60;

/** What a call has to do with sweeps. */
export const FAR = 0;
/** A finding may contain or mention the call. */
const NEAR = 1;
/** At this call, the calls of a principal reach both thresholds: a sweep may open, grow or move. */
export const REACHING = 2;

/**
 * Finds where sweeps are possible: where the calls of a principal reach both thresholds of a rule in some span of
 * `windowSeconds`, wherever windows begin. No other call is part of a sweep; in most histories that is nearly every call.
 *
 * @returns for each row of the history, {@link FAR}, {@link NEAR} or {@link REACHING}.
 */
export function candidatesAmong(
  history: ReadonlyCallHistory,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): Uint8Array {
  const { rules, seconds } = history.columns;
  const marks = new Uint8Array(history.size);
  const window = new MovingWindow(history);
  for (const rows of rowsByPrincipal(history)) {
    for (const [rule, id] of RULE_IDS.entries()) {
      const reaching = window.reachingRows(
        rows.filter((row) => rules[row] === rule),
        settings[id],
      );
      if (reaching.length > 0) {
        markNear(rows, reaching, seconds, MARGIN_SECONDS + settings[id].windowSeconds, marks);
      }
      for (const row of reaching) {
        marks[row] = REACHING;
      }
    }
  }
  return marks;
}

/** The rows of each principal, by time. A call counts for one principal or several. */
function rowsByPrincipal(history: ReadonlyCallHistory): Uint32Array[] {
  const { sides: sideOf } = history.columns;
  const pool = new TextPool();
  const principalsOf = history
    .sides()
    .map(({ principal, otherPrincipals = [] }) =>
      [principal, ...otherPrincipals].map(({ key }) => pool.numberOf(key)),
    );
  const order = history.rowsInOrder();
  const counts = new Uint32Array(pool.size);
  for (const row of order) {
    for (const principal of principalsOf[sideOf[row] as number] as number[]) {
      counts[principal] = (counts[principal] as number) + 1;
    }
  }
  const rowsOf = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(pool.size);
  for (const row of order) {
    for (const principal of principalsOf[sideOf[row] as number] as number[]) {
      const at = filled[principal] as number;
      (rowsOf[principal] as Uint32Array)[at] = row;
      filled[principal] = at + 1;
    }
  }
  return rowsOf;
}

/** Marks the rows within the margin of one that reaches the thresholds. Both lists are by time. */
function markNear(
  rows: Uint32Array,
  reaching: readonly number[],
  seconds: Float64Array,
  margin: number,
  marks: Uint8Array,
): void {
  let next = 0;
  for (const row of rows) {
    const second = seconds[row] as number;
    while (
      next < reaching.length &&
      (seconds[reaching[next] as number] as number) <= second - margin
    ) {
      next += 1;
    }
    if (next === reaching.length) {
      return;
    }
    if ((seconds[reaching[next] as number] as number) <= second + margin) {
      marks[row] = Math.max(marks[row] as number, NEAR);
    }
  }
}
