/**
 * Fingerprints of records. Two records share one if they differ only in texts that vary from call to call: times, ids and
 * regions. The host parses only the first of them.
 */

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const SPACE: u8 = 0x20;

/** Longest varying text, and most bytes of a record without these texts. A longer one has no fingerprint. */
const MAX_VARYING: usize = 128;
const MAX_REST: usize = 4096;

/** A record of CloudTrail has five varying texts. */
const MAX_GAPS: usize = 8;

/** Bytes that one step reads. */
const STEP: usize = 32;

/** Random bytes from the host, so that nobody can make two records share a fingerprint. */
export const keys = memory.data(2 * 4096, 16);

/** The values that vary, in the order of the record. */
const gaps = memory.data(8 * 4);
let gapCount: usize = 0;
let isRegular: bool = false;

/** The record without them. */
const rest = memory.data(4096 + 32, 16);
let restBytes: usize = 0;

export function beginFingerprint(): void {
  gapCount = 0;
  isRegular = true;
}

/** Leaves out a value that varies. @param value 0 if the record has no fingerprint because of it. */
export function leaveOut(value: usize): void {
  isRegular = isRegular && value !== 0 && gapCount < MAX_GAPS;
  if (isRegular) {
    store<u32>(gaps + 4 * gapCount, <u32>value);
    gapCount += 1;
  }
}

/** The end of a short text without escapes, or 0 for any other value. */
export function endOfText(value: usize): usize {
  return load<u8>(value) === QUOTE ? textEnd(value + 1) : 0;
}

function textEnd(start: usize): usize {
  for (let at = start; at < start + MAX_VARYING; at += 1) {
    const byte = load<u8>(at);
    if (byte === QUOTE) {
      return at;
    }
    if (byte === BACKSLASH || byte < SPACE) {
      return 0;
    }
  }
  return 0;
}

/**
 * Writes the fingerprint of a record: 16 bytes. Different records share it with a probability of about 2^-62, because it
 * is two hashes of the family NH with independent keys.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4418#section-5.2
 * @returns whether the record has one.
 */
export function writeFingerprint(start: usize, end: usize, place: usize): bool {
  restBytes = 0;
  let from = start;
  for (let gap: usize = gaps; gap < gaps + 4 * gapCount; gap += 4) {
    const value = <usize>load<u32>(gap);
    copy(from, value + 1);
    from = endOfText(value);
    isRegular = isRegular && from !== 0;
  }
  copy(from, end);
  if (isRegular) {
    memory.fill(rest + restBytes, 0, STEP);
    store<u64>(place, hash(keys));
    store<u64>(place + 8, hash(keys + MAX_REST));
  }
  return isRegular;
}

function copy(from: usize, to: usize): void {
  isRegular = isRegular && restBytes + (to - from) <= MAX_REST;
  if (isRegular) {
    memory.copy(rest + restBytes, from, to - from);
    restBytes += to - from;
  }
}

function hash(key: usize): u64 {
  let sum = i64x2.splat(0);
  for (let at: usize = 0; at < restBytes; at += STEP) {
    const a = i32x4.add(v128.load(rest + at), v128.load(key + at));
    const b = i32x4.add(v128.load(rest + at + 16), v128.load(key + at + 16));
    sum = i64x2.add(sum, i64x2.extmul_low_i32x4_u(a, b));
    sum = i64x2.add(sum, i64x2.extmul_high_i32x4_u(a, b));
  }
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1);
}
