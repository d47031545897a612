import {
  type CallParser,
  callLike,
  createCallParser,
  type ParseOptions,
} from '../detection/cloudtrail/parse-call';
import type { RecordOutcome } from '../detection/cloudtrail/record-outcome';
import type { Unwrapped } from '../detection/cloudtrail/unwrap';
import type { Digest } from '../detection/model';
import { indexWatches, type WatchIndex } from '../detection/watched/match-watch';
import { parseWatched } from '../detection/watched/parse-watched';
import type { CatalogWatch } from '../detection/watched/watch-catalog';
import type { WatchedCall } from '../detection/watched/watched-call';
import type { Fingerprint } from '../trail/split/value-scan';

/** Each takes about 1 KB of memory. */
const MAX_KNOWN = 8192;

/** How to read records as calls. */
export interface RecordParserOptions extends ParseOptions {
  /** Which calls to watch. @default none */
  readonly watches?: readonly CatalogWatch[];
}

/** What a record is. */
export interface ParsedRecord {
  readonly outcome: RecordOutcome;
  /** Present only where no rule looks for the record. */
  readonly watched?: WatchedCall;
}

/** Reads records as calls. One caller makes many calls, so most records need no parsing: only a few texts differ. */
export class RecordParser {
  private readonly digest: Digest;
  private readonly parseRecord: CallParser;
  private readonly watches: WatchIndex;
  /** Outcomes by fingerprint. */
  private readonly known = new Map<string, RecordOutcome>();

  constructor(options: RecordParserOptions) {
    this.digest = options.digest;
    this.parseRecord = createCallParser(options);
    this.watches = indexWatches(options.watches ?? []);
  }

  parse(unwrapped: Unwrapped, print?: Fingerprint): ParsedRecord {
    const outcome = this.parseRecord(unwrapped);
    const watched = outcome.kind === 'ignored' ? this.watchedIn(unwrapped) : undefined;
    if (watched !== undefined) {
      return { outcome, watched };
    }
    // What is wrong with a rejected record may be one of the texts that differ.
    if (print !== undefined && outcome.kind !== 'rejected') {
      if (this.known.size === MAX_KNOWN) {
        this.known.clear();
      }
      this.known.set(print.text, outcome);
    }
    return { outcome };
  }

  /** The outcome for a record with the fingerprint of an earlier one, or undefined. */
  parseKnown({ text, members }: Fingerprint): RecordOutcome | undefined {
    const known = this.known.get(text);
    return known?.kind === 'call' ? callLike(known.call, members, this.digest) : known;
  }

  private watchedIn(unwrapped: Unwrapped): WatchedCall | undefined {
    const { digest, watches } = this;
    return watches.size > 0 && unwrapped.kind === 'record'
      ? parseWatched(unwrapped.record, unwrapped.envelope, { digest, watches })
      : undefined;
  }
}
