import { lambdaTime } from './lambda-time';
import { PER_LOG_GIGABYTE, PER_MILLION, PER_TRANSFERRED_GIGABYTE } from './list-prices';
import {
  ACCOUNT,
  ASSUMED_MS,
  COMPRESSION,
  DEPLOYED,
  PROCESSOR_SHARE,
  RECORD_BYTES,
  TRAIL_USE,
  WATCHED_CALL,
} from './measured-use';

const MILLION = 1_000_000;
const MEGABYTE = 1024 ** 2;
const HOURS_PER_MONTH = 730;
const FILES_PER_HOUR = 12;

/** SQS counts sending, receiving and deleting a message. */
const REQUESTS_PER_MESSAGE = 3;

/** What a trail holds in a month. */
export interface TrailLoad {
  readonly files: number;
  /** Digests of the files of a region and hour. S3 announces them too, and the trail reader passes over them. */
  readonly digests: number;
  /** Of text. */
  readonly megabytes: number;
  readonly calls: number;
  readonly watchedCalls: number;
}

/** The load of a number of accounts as in {@link ACCOUNT}. */
export function trailLoad(accounts: number): TrailLoad {
  const { busyRegions, otherRegions, records, calls, watchedCalls } = ACCOUNT;
  return {
    files: accounts * HOURS_PER_MONTH * (busyRegions * FILES_PER_HOUR + otherRegions),
    digests: accounts * HOURS_PER_MONTH * (busyRegions + otherRegions),
    megabytes: (accounts * records * RECORD_BYTES) / MEGABYTE,
    calls: accounts * calls,
    watchedCalls: accounts * watchedCalls,
  };
}

/** Milliseconds that Lambda bills for a file and its text, without its calls. */
export function fileMs(megabytes: number): number {
  const { file, megabyte } = TRAIL_USE;
  return (
    ASSUMED_MS.perObject +
    file.roundTrips * ASSUMED_MS.perRequest +
    (file.processorMs + megabytes * megabyte.processorMs) / PROCESSOR_SHARE
  );
}

/** Milliseconds that Lambda bills for a call in a file. */
export function callMs(): number {
  const { roundTrips, processorMs } = TRAIL_USE.call;
  return roundTrips * ASSUMED_MS.perRequest + processorMs / PROCESSOR_SHARE;
}

/** US dollars for reading the files of a trail, which its own topic announces. */
export function fileCost({ files, megabytes }: Pick<TrailLoad, 'files' | 'megabytes'>) {
  return {
    ...messageCost(files),
    objects: (PER_MILLION.objectRead * files) / MILLION,
    readingTime: readerTime(files * fileMs(megabytes / files)),
    notes: (PER_MILLION.writeUnit * TRAIL_USE.file.writeUnits * files) / MILLION,
    log: (PER_LOG_GIGABYTE * TRAIL_USE.file.logBytes * files) / 1024 ** 3,
    transfer: (PER_TRANSFERRED_GIGABYTE * megabytes) / COMPRESSION / 1024,
  };
}

/** US dollars for messages, each with an invocation of its own. */
export function messageCost(messages: number) {
  return {
    announcements: (PER_MILLION.publishedChunk * messages) / MILLION,
    queue: (PER_MILLION.queueRequest * REQUESTS_PER_MESSAGE * messages) / MILLION,
    invocations: (PER_MILLION.lambdaRequest * messages) / MILLION,
  };
}

/** US dollars for decrypting files of a trail with a KMS key, where the S3 bucket has no bucket key. */
export function decryptionCost({ files }: Pick<TrailLoad, 'files'>): number {
  return (PER_MILLION.keyRequest * files) / MILLION;
}

/** US dollars for the calls in the files of a trail, watched calls included. */
export function trailCallCost({ calls, watchedCalls }: TrailLoad) {
  const { writeUnits, readUnits } = TRAIL_USE.call;
  const watchedMs = (WATCHED_CALL.writeUnits + WATCHED_CALL.readUnits) * ASSUMED_MS.perRequest;
  const units = (writes: number, reads: number): number =>
    PER_MILLION.writeUnit * writes + PER_MILLION.readUnit * reads;
  return {
    calls: (units(writeUnits, readUnits) * calls) / MILLION + readerTime(calls * callMs()),
    watchedCalls:
      (units(WATCHED_CALL.writeUnits, WATCHED_CALL.readUnits) * watchedCalls) / MILLION +
      readerTime(watchedCalls * watchedMs),
  };
}

function readerTime(milliseconds: number): number {
  return lambdaTime(milliseconds / 1000, DEPLOYED.readerMegabytes) / MILLION;
}
