import type { Finding } from '../../src/detection/finding';
import type { Severity } from '../../src/detection/rules/rule';
import { type AlertDecision, alertDecisionsOf } from '../../src/tuning/alert-counts';
import type { Column } from './table';

/** A ticket may be a URL of two hundred characters. */
const MAX_WIDTH = 32;

/**
 * Shows whether the detector would send an alert for a finding: `yes`, or `no` and why. Whoever wrote the allow-list chose
 * the text of the ticket in it.
 *
 * @param findings all of them: whether a finding repeats an alert depends on the others.
 */
export function alertColumn(findings: readonly Finding[], notifyFrom: Severity): Column<Finding> {
  const starts = new Map(findings.map(({ id, window }) => [id, window.start]));
  const texts = new Map(
    alertDecisionsOf(findings, notifyFrom).map((decision, index) => [
      findings[index],
      inWords(decision, notifyFrom, starts),
    ]),
  );
  return {
    title: 'alerted',
    maxWidth: MAX_WIDTH,
    value: (finding) => texts.get(finding) ?? '',
    emphasis: (finding) => (texts.get(finding) === 'yes' ? undefined : 'faint'),
  };
}

function inWords(
  decision: AlertDecision,
  notifyFrom: Severity,
  starts: ReadonlyMap<string, string>,
): string {
  switch (decision.kind) {
    case 'alert':
      return 'yes';
    case 'below':
      return `no: below ${notifyFrom}`;
    case 'covered':
      return `no: ${decision.by.ticket}`;
    case 'repeat': {
      // An incident takes sweeps for a day, so the time of day identifies the finding. Its ID would fill the line.
      return `no: repeat of ${starts.get(decision.of)?.slice(11)}`;
    }
  }
}
