import { shownKey, shownValue } from '../../src/config/shown-value';
import type { RedriveReport, Stay, StayReason } from '../../src/redrive/redrive-report';

/** Messages that are listed one by one. A queue may hold thousands. */
const MAX_SHOWN = 20;

/** Why a message stays in its queue. */
const STAY_TEXTS: Readonly<Record<StayReason, string>> = {
  unreadable: 'not JSON',
  'other-event': 'not an event that a rule matches',
  'not-handled': 'not handled by the detector (its log shows why)',
  'not-removed': 'handled, but not deleted',
  'not-handed-over': 'not sent because of the error',
};

/** One line for each message that stays, up to {@link MAX_SHOWN}. */
export function renderStays({ stays }: RedriveReport, queueUrl: string): string {
  const lines = stays.slice(0, MAX_SHOWN).map((stay) => `${lineOf(stay)} (in ${queueUrl})`);
  if (stays.length > MAX_SHOWN) {
    lines.push(`… and ${stays.length - MAX_SHOWN} more (in ${queueUrl})`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * The last line: how many of all messages the detector handled, and why the others stay. Empty when a failure came
 * before the first message: a queue that could not be read must not look empty.
 */
export function renderRedrive(reports: readonly RedriveReport[], isDryRun: boolean): string {
  const stays = reports.flatMap((report) => report.stays);
  const handedOver = reports.reduce((sum, report) => sum + report.handedOver, 0);
  const total = handedOver + stays.length;
  if (total === 0 && reports.some(({ failures }) => failures.length > 0)) {
    return '';
  }
  const messages = total === 1 ? 'message' : 'messages';
  const done = isDryRun ? 'would be sent to the detector' : 'handled';
  const rest =
    stays.length === 0
      ? ''
      : `; ${stays.length} ${stays.length === 1 ? 'stays' : 'stay'}: ${why(stays)}`;
  return `${handedOver} of ${total} ${messages} ${done}${rest}\n`;
}

function why(stays: readonly Stay[]): string {
  return Object.entries(STAY_TEXTS)
    .map(([reason, text]) => ({ text, count: stays.filter((one) => one.reason === reason).length }))
    .filter(({ count }) => count > 0)
    .map(({ text, count }) => `${count} ${text}`)
    .join('; ');
}

function lineOf({ id, reason, seen }: Stay): string {
  const found = seen === undefined ? '' : `: received ${shownValue(seen)}`;
  return `message ${shownKey(id)} stays: ${STAY_TEXTS[reason]}${found}`;
}
