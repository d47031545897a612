import {
  type CallParser,
  callLike,
  createCallParser,
  type ParseOptions,
} from '../detection/cloudtrail/parse-call';
import type { RecordOutcome } from '../detection/cloudtrail/record-outcome';
import type { Unwrapped } from '../detection/cloudtrail/unwrap';
import type { Digest } from '../detection/model';
import type { Fingerprint } from '../trail/split/value-scan';

/** Each takes about 1 KB of memory. */
const MAX_KNOWN = 8192;

/** Reads records as calls. One caller makes many calls, so most records need no parsing: only a few texts differ. */
export class RecordParser {
  private readonly digest: Digest;
  private readonly parseRecord: CallParser;
  /** Outcomes by fingerprint. */
  private readonly known = new Map<string, RecordOutcome>();

  constructor(options: ParseOptions) {
    this.digest = options.digest;
    this.parseRecord = createCallParser(options);
  }

  parse(unwrapped: Unwrapped, print?: Fingerprint): RecordOutcome {
    const outcome = this.parseRecord(unwrapped);
    // What is wrong with a rejected record may be one of the texts that differ.
    if (print !== undefined && outcome.kind !== 'rejected') {
      if (this.known.size === MAX_KNOWN) {
        this.known.clear();
      }
      this.known.set(print.text, outcome);
    }
    return outcome;
  }

  /** The outcome for a record with the fingerprint of an earlier one, or undefined. */
  parseKnown({ text, members }: Fingerprint): RecordOutcome | undefined {
    const known = this.known.get(text);
    return known?.kind === 'call' ? callLike(known.call, members, this.digest) : known;
  }
}
