import { compareTexts } from '../text';
import { urgencyOf } from '../watched/urgency';
import type { TimelineLine } from './incident';

const FAILED = 100;
const FURTHER_SWEEP = 1000;

/**
 * The lines that matter most, by time: the sweep that leads, then watched calls that succeeded, then those that failed,
 * then further sweeps. Of equals, the newest ones stay. An attacker who repeats sweeps must not push the rest out.
 *
 * @param timeline by time.
 * @param leadId ID of the finding that leads.
 */
export function mainLines<Line extends TimelineLine>(
  timeline: readonly Line[],
  leadId: string,
  max: number,
): readonly Line[] {
  if (timeline.length <= max) {
    return timeline;
  }
  const byWeight = [...timeline].sort(
    (a, b) => rankOf(a, leadId) - rankOf(b, leadId) || compareTexts(b.until, a.until),
  );
  const kept = new Set(byWeight.slice(0, max));
  return timeline.filter((line) => kept.has(line));
}

function rankOf(line: TimelineLine, leadId: string): number {
  if (line.kind === 'sweep') {
    return line.findingId === leadId ? -1 : FURTHER_SWEEP;
  }
  return urgencyOf(line.category) + (line.errorCode === undefined ? 0 : FAILED);
}
