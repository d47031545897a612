import { setImmediate } from 'node:timers/promises';
import { count, emptyTally, type RecordTally } from '../detection/cloudtrail/intake';
import type { RecordOutcome } from '../detection/cloudtrail/record-outcome';
import type { Unwrapped } from '../detection/cloudtrail/unwrap';
import type { Call } from '../detection/model';
import type { WatchedCall } from '../detection/watched/watched-call';
import { type HistoryPart, isInPart } from '../trail/find/history-part';
import {
  type ReadOptions,
  type ReadPart,
  type RecordSink,
  readInBlocks,
  readSmallSource,
  type TrailProblem,
} from '../trail/read-trail-file';
import type { Fingerprint } from '../trail/split/value-scan';
import type { TrailSource } from '../trail/trail-source';
import { CallPacker, type PackedCalls } from './history/packed-calls';
import { type PackedWatched, WatchedPacker } from './history/watched-history';
import type { RecordParser, RecordParserOptions } from './record-parser';
import { untilAborted } from './threads/until-aborted';

/** Bytes of files, as stored, after which timers, signals and the release of memory get a turn. */
const BYTES_IN_A_ROW = 32 * 1024;

/** How to read calls, and which part of the history. */
export interface ReadCallsOptions extends RecordParserOptions {
  /** @default the whole history */
  readonly part?: HistoryPart;
}

/** Reads values as calls, and knows which of them to keep. */
export interface CallReading extends Pick<ReadCallsOptions, 'part'> {
  readonly parser: RecordParser;
  /** Event names of the records to parse; the same list for every file. */
  readonly names: readonly string[];
}

/** The calls in some files, and figures about all other records in them. Threads can exchange it. */
export interface ReadCalls {
  /** In the order of the files, with duplicates. */
  readonly calls: PackedCalls;
  readonly watched: PackedWatched;
  readonly tally: RecordTally;
  /** Calls outside the part. They are in the tally. */
  readonly outside: number;
  /** What could not be read. Everything else was read. */
  readonly problems: readonly TrailProblem[];
}

/** Takes the bytes of files, as stored, and the records that were read since the last call. */
export type OnRead = (bytes: number, records: number) => void;

/**
 * Reads the calls in some files, one after the other. Does not throw for a file that is broken or cannot be read.
 *
 * @param signal ends the reading early, with what was read so far.
 */
export async function readCalls(
  sources: readonly TrailSource[],
  how: CallReading,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<ReadCalls> {
  const reading = new Reading(how);
  let bytesInARow = 0;
  for (const source of sources) {
    if (signal.aborted) {
      break;
    }
    const small = readSmallSource(source, reading.filter, reading);
    if (small === undefined) {
      await readLarge(source, reading, onRead, signal);
      continue;
    }
    onRead(small.bytesRead, reading.take(small));
    bytesInARow += small.bytesRead;
    if (bytesInARow >= BYTES_IN_A_ROW) {
      bytesInARow = 0;
      await setImmediate();
    }
  }
  return reading.result();
}

async function readLarge(
  source: TrailSource,
  reading: Reading,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<void> {
  let bytesBefore = 0;
  for await (const part of readInBlocks(stoppable(source, signal), reading.filter, reading)) {
    // A stopped file looks truncated.
    const problems = signal.aborted ? [] : part.problems;
    onRead(part.bytesRead - bytesBefore, reading.take({ ...part, problems }));
    bytesBefore = part.bytesRead;
    if (signal.aborted) {
      break;
    }
  }
}

/** A file always ends; a stream may wait for ever. */
function stoppable(source: TrailSource, signal: AbortSignal): TrailSource {
  return source.kind === 'stream'
    ? { ...source, blocks: untilAborted(source.blocks, signal) }
    : source;
}

/** Collects the result. */
class Reading implements RecordSink {
  readonly filter: ReadOptions;
  private readonly how: CallReading;
  private readonly tally = emptyTally();
  private readonly problems: TrailProblem[] = [];
  private readonly packer = new CallPacker();
  private readonly watched = new WatchedPacker();
  private outside = 0;
  private recordsBefore = 0;

  constructor(how: CallReading) {
    this.how = how;
    this.filter = { mayMatch: how.names };
  }

  found(found: Unwrapped, print?: Fingerprint): void {
    const { outcome, watched } = this.how.parser.parse(found, print);
    this.takeOutcome(outcome);
    if (watched !== undefined) {
      this.takeWatched(watched);
    }
  }

  isKnown(print: Fingerprint): boolean {
    const outcome = this.how.parser.parseKnown(print);
    if (outcome !== undefined) {
      this.takeOutcome(outcome);
    }
    return outcome !== undefined;
  }

  /** @returns the number of records since the last call. */
  take({ skipped, problems }: ReadPart): number {
    countUnread(this.tally, skipped);
    this.problems.push(...problems);
    const { records } = this.tally;
    const more = records - this.recordsBefore;
    this.recordsBefore = records;
    return more;
  }

  result(): ReadCalls {
    const { tally, outside, problems } = this;
    const [calls, watched] = [this.packer.packed(), this.watched.packed()];
    return { calls, watched, tally, outside, problems };
  }

  private takeOutcome(outcome: RecordOutcome): void {
    count(this.tally, outcome);
    if (outcome.kind === 'call') {
      this.takeCall(outcome.call);
    }
  }

  private takeCall(call: Call): void {
    const { part } = this.how;
    if (part === undefined || isInPart(call, part)) {
      this.packer.add(call);
    } else {
      this.outside += 1;
    }
  }

  private takeWatched(call: WatchedCall): void {
    const { part } = this.how;
    const { second, region, accountId, caller } = call;
    const place = { second, region, caller: { ...caller, recipientAccountId: accountId } };
    if (part === undefined || isInPart(place, part)) {
      this.watched.add(call);
    }
  }
}

/** Counts records that were not parsed, because they cannot be calls. */
function countUnread(tally: RecordTally, skipped: number): void {
  if (skipped > 0) {
    tally.records += skipped;
    tally.ignored['other-event'] = (tally.ignored['other-event'] ?? 0) + skipped;
  }
}
