import { sha256Digest } from '../../src/adapters/sha256-digest';
import { count, emptyTally, type RecordTally } from '../../src/detection/cloudtrail/intake';
import { type ParseOptions, parseCall } from '../../src/detection/cloudtrail/parse-call';
import type { RuleSettings } from '../../src/detection/model';
import type { ReadFile } from './read-all';

const SETTINGS: RuleSettings = {
  enabled: true,
  windowSeconds: 30,
  windowing: 'sliding',
  minRegions: 10,
  minCalls: 10,
  groupBy: 'arn',
};

const PARSE_OPTIONS: ParseOptions = {
  settings: { 'describe-instances': SETTINGS, 'get-service-quota': SETTINGS },
  digest: sha256Digest,
};

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
