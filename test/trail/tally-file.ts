import { sha256Digest } from '../../src/adapters/sha256-digest';
import { count, emptyTally, type RecordTally } from '../../src/detection/cloudtrail/intake';
import { type ParseOptions, parseCall } from '../../src/detection/cloudtrail/parse-call';
import { settingsOf } from '../support/calls';
import type { ReadFile } from './read-all';

const PARSE_OPTIONS: ParseOptions = { settings: settingsOf(), digest: sha256Digest };

/** What became of the records of a file. One that was passed over counts as what it stands for. */
export function tallyOf({
  unwrapped,
  skipped,
}: Pick<ReadFile, 'unwrapped' | 'skipped'>): RecordTally {
  const tally = emptyTally();
  for (const item of unwrapped) {
    count(tally, parseCall(item, PARSE_OPTIONS));
  }
  for (let left = skipped; left > 0; left -= 1) {
    count(tally, { kind: 'ignored', reason: 'other-event' });
  }
  return tally;
}
