import type { Finding } from '../detection/finding';
import type { FindingChange } from '../detection/notification';
import { countOf, formatDuration, spanSeconds } from './facts';
import { sentenceOf } from './reasons';

/** One thing that is different from what people were told, or sums it up; no text in it is a caller's. */
export interface Change {
  readonly label: string;
  readonly text: string;
}

/** What a notification says that the one before did not; nothing for the first. */
export function changesOf(notification: FindingChange): readonly Change[] {
  const { finding } = notification;
  switch (notification.kind) {
    case 'opened':
      return [];
    case 'escalated':
      return [
        {
          label: 'Severity',
          text: `from ${notification.from} to ${finding.severity}, score now ${finding.score} of 100`,
        },
        ...newReasons(finding, notification.notifiedReasons),
      ];
    case 'closed': {
      const { sent, repeats } = notification;
      const { callCount, regionCount } = finding.evidence;
      return [
        {
          label: 'Calls',
          text: `${count(finding, callCount, 'call')}${asSent(callCount, sent.callCount)}`,
        },
        {
          label: 'Regions',
          text: `${count(finding, regionCount, 'region')}${asSent(regionCount, sent.regionCount)}`,
        },
        { label: 'Duration', text: `within ${formatDuration(spanSeconds(finding.evidence))}` },
        { label: 'Denied', text: deniedShare(finding) },
        { label: 'Accounts', text: String(finding.evidence.accountIds.length) },
        {
          label: 'Repeats',
          text:
            repeats === 0
              ? 'none'
              : `${repeats} more ${repeats === 1 ? 'sweep' : 'sweeps'} by the same principal and rule, counted here and not sent`,
        },
      ];
    }
  }
}

function newReasons(finding: Finding, told: readonly string[] | undefined): Change[] {
  if (told === undefined) {
    return [];
  }
  return finding.reasons
    .filter(({ id, points }) => points > 0 && !told.includes(id))
    .map((reason) => ({ label: 'New', text: sentenceOf(reason) }));
}

function count({ evidence }: Finding, value: number, noun: string): string {
  return countOf(value, noun, evidence);
}

function asSent(now: number, sent: number): string {
  return now === sent ? ', as sent before' : `; ${sent} when sent before`;
}

/** The evidence does not count denied calls; the signal that looks at them does. */
function deniedShare({ reasons }: Finding): string {
  const { denied, calls } = reasons.find(({ id }) => id === 'denied-calls')?.values ?? {};
  return denied === undefined || calls === undefined || calls === 0
    ? 'none'
    : `${denied} of ${calls} calls (${Math.round((100 * denied) / calls)} %)`;
}
