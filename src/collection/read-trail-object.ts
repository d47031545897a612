import { addTally, emptyTally, type RecordTally, takeCalls } from '../detection/cloudtrail/intake';
import type { ParseOptions } from '../detection/cloudtrail/parse-call';
import type { Call } from '../detection/model';
import type { WatchIndex } from '../detection/watched/match-watch';
import type { WatchedCall } from '../detection/watched/watched-call';
import type { DetectionOutcome } from '../engine/detection-outcome';
import type { Detector } from '../engine/detector';
import type { TrailObjects } from '../ports/trail-objects';
import { readLogFile } from '../trail/read-blocks';
import { mayHoldCall } from '../trail/split/prefilter';
import type { TrailProblem } from '../trail/trail-problem';
import { ArrivalCounts } from './delivery/arrival-counts';
import { handleAgain, type Patience } from './handle-again';
import type { NamedObject } from './named-objects';
import { objectBlocks } from './object-blocks';

/** The most calls to hand to the detector at once. They bound the memory. */
const CHUNK_CALLS = 2000;

/** CloudTrail writes records of up to 1 MB. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** The first problems of an object that are kept. */
const MAX_PROBLEMS = 3;

export interface TrailReaderParts extends Patience {
  readonly objects: TrailObjects;
  readonly detector: Detector;
  readonly parseOptions: ParseOptions;
  readonly watches: WatchIndex;
  /** Whether the heartbeat made a call. These calls are counted, but not detected. */
  readonly isProbe: (call: Call) => boolean;
  /** Takes each outcome of the detector. */
  readonly onOutcome: (outcome: DetectionOutcome<Call | WatchedCall>) => void;
}

/** What was read of an object. */
export interface ObjectReading {
  /** Without records whose name no rule and no watched call has. */
  readonly tally: RecordTally;
  /** Calls, those of the heartbeat included, without watched calls. */
  readonly calls: number;
  /** Event time of the earliest and the latest call or watched call, in seconds since the epoch. */
  readonly earliest: number | undefined;
  readonly latest: number | undefined;
  readonly arrivals: ArrivalCounts;
  /**
   * `out-of-time` if the rest was not read; `failed` if S3 did not deliver the rest; `unreadable` if the file is not
   * intact; `not-handled` if the detector failed on calls.
   */
  readonly failure: 'out-of-time' | 'failed' | 'unreadable' | 'not-handled' | undefined;
  /** What cannot be read, printable. */
  readonly problems: readonly string[];
}

/**
 * Reads a trail file as a stream and hands its calls to the detector, those of a chunk together: it writes the calls of
 * one principal and window once. A part that cannot be read does not keep the rest from the detector.
 *
 * @throws what the S3 bucket throws when the object is opened.
 */
export async function readTrailObject(
  { bucket, key }: NamedObject,
  parts: TrailReaderParts,
): Promise<ObjectReading> {
  const { parseOptions, watches } = parts;
  const { blocks, failure } = objectBlocks(await parts.objects.open(bucket, key));
  const source = { kind: 'stream', name: `s3://${bucket}/${key}`, blocks } as const;
  const options = { mayMatch: namesToParse(watches), maxRecordBytes: MAX_RECORD_BYTES };
  const reading: Reading = {
    tally: emptyTally(),
    calls: 0,
    earliest: undefined,
    latest: undefined,
    arrivals: new ArrivalCounts(),
    failure: undefined,
    problems: [],
  };
  const chunk = new Chunk();
  for await (const batch of readLogFile(source, options)) {
    if (!parts.hasTime()) {
      // The object will be read again, from its beginning.
      reading.failure = 'out-of-time';
      return reading;
    }
    noteProblems(reading, batch.problems);
    if (batch.unwrapped.length > 0) {
      const { calls, watched, tally } = takeCalls(batch.unwrapped, parseOptions, watches);
      addTally(reading.tally, tally);
      reading.calls += calls.length;
      noteTimes(reading, [...calls, ...watched]);
      chunk.add(
        calls.filter((call) => !parts.isProbe(call)),
        watched,
      );
      await handOver(chunk, CHUNK_CALLS, reading, parts);
    }
  }
  await handOver(chunk, 1, reading, parts);
  if (failure() !== undefined) {
    reading.failure = 'failed';
  }
  return reading;
}

type Reading = { -readonly [Member in keyof ObjectReading]: ObjectReading[Member] };

/** Calls that wait for the detector. */
class Chunk {
  private calls: Call[] = [];
  private watched: WatchedCall[] = [];

  get size(): number {
    return this.calls.length + this.watched.length;
  }

  add(calls: readonly Call[], watched: readonly WatchedCall[]): void {
    this.calls.push(...calls);
    this.watched.push(...watched);
  }

  take() {
    return {
      calls: this.calls.splice(0, CHUNK_CALLS),
      watched: this.watched.splice(0, CHUNK_CALLS),
    };
  }
}

/** Hands calls to the detector while at least `enough` of them wait. */
async function handOver(
  chunk: Chunk,
  enough: number,
  reading: Reading,
  parts: TrailReaderParts,
): Promise<void> {
  const { detector } = parts;
  const take = async (outcomes: AsyncIterable<DetectionOutcome<Call | WatchedCall>>) => {
    for await (const outcome of outcomes) {
      parts.onOutcome(outcome);
      if (outcome.failures.length > 0) {
        reading.failure ??= 'not-handled';
      }
    }
  };
  while (chunk.size >= enough) {
    const { calls, watched } = chunk.take();
    let isFirst = true;
    const detect = async (some: readonly Call[]) => {
      const outcome = await detector.detect(some);
      if (isFirst) {
        // Later, the store holds what the first attempt added.
        outcome.arrivals.forEach((arrival) => void reading.arrivals.add(arrival));
        isFirst = false;
      }
      return outcome;
    };
    await take(handleAgain(detect, calls, parts));
    await take(handleAgain(detector.watch, watched, parts));
  }
}

function noteProblems(reading: Reading, problems: readonly TrailProblem[]): void {
  const messages = problems.map(({ message }) => message);
  if (messages.length > 0) {
    reading.failure = 'unreadable';
    reading.problems = [...reading.problems, ...messages].slice(0, MAX_PROBLEMS);
  }
}

function noteTimes(reading: Reading, calls: readonly { readonly second: number }[]): void {
  for (const { second } of calls) {
    reading.earliest = Math.min(reading.earliest ?? second, second);
    reading.latest = Math.max(reading.latest ?? second, second);
  }
}

/** Event names of the records that may be calls or watched calls. The reader parses no others. */
function namesToParse(watches: WatchIndex): string[] {
  return [...new Set([...mayHoldCall, ...watches.keys()])];
}
