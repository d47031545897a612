import type { FindingChange } from '../detection/notification';
import { counted } from '../detection/severity/signal';
import { countOf, formatDuration, spanSeconds } from './facts';

/** One difference from the previous alert. No text in it is a caller's. */
export interface Change {
  readonly label: string;
  readonly text: string;
}

/** What changed since the previous alert; nothing for the first. */
export function changesOf(notification: FindingChange): readonly Change[] {
  const { finding } = notification;
  switch (notification.kind) {
    case 'opened':
      return [];
    case 'escalated':
      return [
        {
          label: 'Severity',
          text: `from ${notification.from} to ${finding.severity} (score ${finding.score} of 100)`,
        },
      ];
    case 'closed': {
      const { sent, repeats } = notification;
      const { evidence } = finding;
      const { callCount, regionCount, deniedCount, accountIds } = evidence;
      return [
        {
          label: 'Calls',
          text: `${countOf(callCount, 'call', evidence)} ${asSent(callCount, sent.callCount)}`,
        },
        {
          label: 'Regions',
          text: `${countOf(regionCount, 'region', evidence)} ${asSent(regionCount, sent.regionCount)}`,
        },
        { label: 'Duration', text: `within ${formatDuration(spanSeconds(evidence))}` },
        { label: 'Denied', text: deniedShare(deniedCount, callCount) },
        { label: 'Accounts', text: String(accountIds.length) },
        { label: 'Repeats', text: repeatsInWords(repeats) },
      ];
    }
  }
}

/** An escalation may have been sent after the first alert, so the comparison is with the last one. */
function asSent(now: number, sent: number): string {
  return now === sent ? '(unchanged)' : `(${sent} in the last alert)`;
}

function deniedShare(denied: number, calls: number): string {
  return denied === 0
    ? 'none'
    : `${denied} of ${calls} calls (${Math.round((100 * denied) / calls)} %)`;
}

function repeatsInWords(repeats: number): string {
  return repeats === 0
    ? 'none'
    : `${counted(repeats, 'more sweep')} of the same principal and rule, counted here without an alert`;
}
