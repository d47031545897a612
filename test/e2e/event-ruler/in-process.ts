import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { parseCall } from '../../../src/detection/cloudtrail/parse-call';
import type { RecordOutcome } from '../../../src/detection/cloudtrail/record-outcome';
import { unwrap } from '../../../src/detection/cloudtrail/unwrap';
import { isObject } from '../../../src/detection/json';
import { matchesEvent } from '../../../src/detection/rules/match-rule';
import { RULES } from '../../../src/detection/rules/rule-catalog';
import { settingsOf } from '../../support/calls';

const OPTIONS = { settings: settingsOf(), digest: sha256Digest };

/** What the handler makes of an event. */
export interface InProcessVerdict {
  /** Ids of the rules that match. */
  readonly matches: readonly string[];
  /** What becomes of the record. */
  readonly outcome: RecordOutcome;
}

/** The verdict of the handler's own code on the text of an event, every rule switched on. */
export function inProcessVerdict(text: string): InProcessVerdict {
  const [unwrapped, ...others] = [...unwrap(JSON.parse(text))];
  if (unwrapped === undefined || others.length > 0) {
    throw new Error('An event holds one record.');
  }
  const matches = RULES.filter(
    ({ match }) =>
      unwrapped.kind === 'record' &&
      isObject(unwrapped.record) &&
      matchesEvent(match, unwrapped.record, unwrapped.envelope),
  );
  return { matches: matches.map(({ id }) => id), outcome: parseCall(unwrapped, OPTIONS) };
}

/**
 * Whether an outcome is that of a record that a rule matches: a call, or one that would be a call
 * but for what is wrong in it. Only a call names its rule.
 */
export function isMatchOutcome(outcome: RecordOutcome): boolean {
  switch (outcome.kind) {
    case 'call':
      return true;
    case 'ignored':
      return outcome.reason === 'account-mismatch';
    case 'rejected':
      return outcome.reason !== 'not-a-record';
  }
}
