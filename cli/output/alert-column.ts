import type { Finding } from '../../src/detection/finding';
import type { Severity } from '../../src/detection/rules/rule';
import { type AlertDecision, alertDecisionsOf } from '../../src/tuning/alert-counts';
import type { Column } from './sheet';

/** A ticket may be an address of two hundred characters. */
const MAX_WIDTH = 32;

/**
 * Whether people would be told of each of the findings, as a column: `yes`, or `no` and why. The ticket in it is its
 * owner's text.
 *
 * @param findings all there are, by time: a repeat is judged by those before it.
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
    key: 'notified',
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
      // Repeats follow within a day at most, so that the time of day names the finding; its id would fill the line.
      const start = starts.get(decision.of);
      return start === undefined ? 'no: repeat' : `no: repeat of ${start.slice(11)}`;
    }
  }
}
