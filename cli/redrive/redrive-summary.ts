import { shownKey, shownValue } from '../../src/config/shown-value';
import type { RedriveReport, Stay, StayReason } from '../../src/redrive/redrive-report';

/** Messages that are told of one by one; a queue may hold thousands. */
const MAX_SHOWN = 20;

/** Why a message stays, to the person who reads it. */
const STAY_TEXTS: Readonly<Record<StayReason, string>> = {
  unreadable: 'no JSON',
  'other-event': 'no event of a rule',
  'not-handled': 'given back by the detector, whose log says why',
  'not-removed': 'handed over, but not deleted',
  'not-handed-over': 'not handed over because of the error',
};

/** One line for each message that stays, up to a number. */
export function renderStays({ stays }: RedriveReport, queueUrl: string): string {
  const lines = stays.slice(0, MAX_SHOWN).map((stay) => `${lineOf(stay)} (in ${queueUrl})`);
  if (stays.length > MAX_SHOWN) {
    lines.push(`… and ${stays.length - MAX_SHOWN} more (in ${queueUrl})`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * The closing line: how many of all messages were handed over, and why the others stay. None where a failure let no
 * message be seen: what was not looked at must not read as empty.
 */
export function renderRedrive(reports: readonly RedriveReport[], isDryRun: boolean): string {
  const stays = reports.flatMap((report) => report.stays);
  const handedOver = reports.reduce((sum, report) => sum + report.handedOver, 0);
  const total = handedOver + stays.length;
  if (total === 0 && reports.some(({ failures }) => failures.length > 0)) {
    return '';
  }
  const messages = total === 1 ? 'message' : 'messages';
  const done = isDryRun ? 'would be handed over' : 'handed over';
  const rest = stays.length === 0 ? '' : `; ${stays.length} ${verbOf(stays.length)}: ${why(stays)}`;
  return `${handedOver} of ${total} ${messages} ${done}${rest}\n`;
}

function verbOf(count: number): string {
  return count === 1 ? 'stays' : 'stay';
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
  return `message ${shownKey(id)} stays, ${STAY_TEXTS[reason]}${found}`;
}
