/**
 * Finds where JSON objects and lists end that follow each other in a text, and which of them are records that no rule
 * looks at. It follows strings and counts brackets; `JSON.parse` judges the rest. `src/trail/split/value-scan.ts` uses it.
 *
 * This is AssemblyScript: WebAssembly compares 16 bytes in one instruction, which JavaScript cannot. `npm run assembly`
 * compiles it.
 */

import { beginFingerprint, endOfText, keys, leaveOut, writeFingerprint } from './fingerprint';

const QUOTE: u8 = 0x22;
const COMMA: u8 = 0x2c;
const COLON: u8 = 0x3a;
const BACKSLASH: u8 = 0x5c;
const LETTER_E: u8 = 0x65;
const LETTER_N: u8 = 0x6e;
const LETTER_U: u8 = 0x75;
const NEWLINE: u8 = 0x0a;
const SPACE: u8 = 0x20;
const OPEN_OBJECT: u8 = 0x7b;
const OPEN_LIST: u8 = 0x5b;

/** Bytes in a vector, and in a block: one bit per byte of a block fits into one number. */
const LANES: usize = 16;
const BLOCK: usize = 64;
const ALL: u64 = -1;

/** Deeper than any record. */
const MAX_DEPTH: i32 = 10_000;

// Why a scan stopped. The host knows these numbers.
/** The text ends before the next value does, or before it begins. */
const MORE: i32 = 0;
/** Something other than a value, or than what separates values, comes next. */
const OTHER: i32 = 1;
/** The next value cannot be JSON: its brackets do not match, at `brokenAt`. */
const MISMATCH: i32 = 2;
/** A line ends at `brokenAt`, within a string. */
const CUT_STRING: i32 = 3;
/** A line ends at `brokenAt`, and the next one begins a value where the value cannot have one. */
const CUT_LINE: i32 = 4;
/** The table is full. */
const FULL: i32 = 5;
/** A log file comes next: the records in it are the values. */
const RECORDS: i32 = 6;
const GOES_ON: i32 = -1;

/** A value to parse, in the table. */
@unmanaged
class Listed {
  start: u32;
  end: u32;
  /** Whether all its bytes are ASCII (1), whether it is nested too deeply (2), and whether it has a fingerprint (4). */
  flags: u32;
  /** Where the texts of `eventTime`, `eventID` and `awsRegion` begin and end; 0 without. */
  time: u32;
  timeEnd: u32;
  id: u32;
  idEnd: u32;
  region: u32;
  regionEnd: u32;
  fingerprint: v128;
}
const ASCII: u32 = 1;
const TOO_DEEP: u32 = 2;
const PRINTED: u32 = 4;
const TABLE_ROOM: u32 = 2_000;

// The first eight letters of names with nine.
const EVENT_TIM = numberOf('eventTim');
const EVENT_NAM = numberOf('eventNam');
const AWS_REGIO = numberOf('awsRegio');
const REQUEST_I = numberOf('requestI');

function numberOf(letters: string): u64 {
  let number: u64 = 0;
  for (let index = 0; index < 8; index += 1) {
    number |= (<u64>letters.charCodeAt(index)) << (8 * index);
  }
  return number;
}

// Memory that the host fills or reads.

export const table = memory.data(2_000 * 64, 16);
/** Event names of calls, each with a closing quote, 64 bytes apart. */
export const names = memory.data(256 * 64);
export { keys };
/** The text, to the end of the memory. */
export const text: usize = __heap_base;

/** How many names there are; 0 where every value is to be parsed. */
let nameCount: i32 = 0;
let stop: i32 = MORE;
let passed: i32 = 0;
let listed: u32 = 0;
let brokenAt: usize = 0;
/** Where the value begins that comes next. */
let begin: usize = 0;

export function setNames(count: i32): void {
  nameCount = count;
}
export function stopReason(): i32 {
  return stop;
}
export function passedRecords(): i32 {
  return passed;
}
export function listedValues(): i32 {
  return listed;
}
export function brokenPlace(): usize {
  return brokenAt;
}
export function nextPlace(): usize {
  return begin;
}

// What is known of the value that is being scanned, up to the block.

/** How many brackets are open, of the kind that the value begins with, and of the other kind. */
let depth: i32 = 0;
let otherDepth: i32 = 0;
/** All bits if the block begins within a string. */
let within: u64 = 0;
/** 1 if the first byte of the block is escaped. */
let escapesNext: u64 = 0;
/** The quotes in the block before that begin strings. */
let openingBefore: u64 = 0;
let isDeep: bool = false;
let isAscii: bool = false;
let hasUnicodeEscape: bool = false;
let hasName: bool = false;
let hasSource: bool = false;
/** Whether the name is that of a call, or no text. */
let mayBeCall: bool = false;
/** The row for the value, if it will be listed. */
let row: Listed = changetype<Listed>(table);

// Brackets in the block, outside of strings.

let opens: u64 = 0;
let closes: u64 = 0;
let otherOpens: u64 = 0;
let otherCloses: u64 = 0;

/**
 * Scans values one after the other.
 *
 * @param end where the text ends; a whole block can be read behind it.
 * @param isList whether commas separate the values; else only white space does, or nothing.
 * @param needsComma whether a comma comes before the first value.
 * @param maxBytes of a record that is passed over.
 * @returns where the last value ends, or `from`.
 */
export function scan(
  from: usize,
  end: usize,
  isList: bool,
  needsComma: bool,
  maxBytes: usize,
): usize {
  passed = 0;
  listed = 0;
  let at = from;
  begin = nextValue(at, end, needsComma);
  while (isValue(end, isList)) {
    const start = begin;
    const mayPass = nameCount > 0 && isCloudTrail(start);
    const valueEnd = endOf(start, end, mayPass);
    if (stop !== GOES_ON) {
      return at;
    }
    at = valueEnd;
    if (mayPass && isPassedOver() && at - start <= maxBytes) {
      passed += 1;
    } else {
      list(start, at, mayPass);
    }
    begin = nextValue(at, end, isList);
  }
  return at;
}

/** Whether to scan the value that begins next; if not, sets why. */
function isValue(end: usize, isList: bool): bool {
  if (begin === end) {
    stop = MORE;
  } else if (!isOpening(begin, end)) {
    stop = OTHER;
  } else if (listed === TABLE_ROOM) {
    stop = FULL;
  } else if (!isList && isLogFile(begin, end)) {
    stop = RECORDS;
  } else {
    return true;
  }
  return false;
}

function list(start: usize, end: usize, isRecord: bool): void {
  row.start = <u32>(start - text);
  row.end = <u32>(end - text);
  row.flags = (isAscii ? ASCII : 0) | (isDeep ? TOO_DEEP : 0);
  const place = changetype<usize>(row) + offsetof<Listed>('fingerprint');
  if (isRecord && mayHaveFingerprint() && writeFingerprint(start, end, place)) {
    row.flags |= PRINTED;
    row.timeEnd = spanEnd(row.time);
    row.idEnd = spanEnd(row.id);
    row.regionEnd = spanEnd(row.region);
  }
  listed += 1;
}

/** @param start of the text of a varying value. */
function spanEnd(start: u32): u32 {
  return <u32>(endOfText(text + start - 1) - text);
}

/** An escape can hide the name of a member. */
function mayHaveFingerprint(): bool {
  const isComplete = row.time !== 0 && row.id !== 0 && row.region !== 0;
  return isComplete && isAscii && !hasUnicodeEscape && !isDeep;
}

/** An escape can hide a name. */
function isPassedOver(): bool {
  return hasName && hasSource && !mayBeCall && !hasUnicodeEscape && !isDeep;
}

/** @returns where the next value begins, `end` if the text ends before, or more than that if something else comes. */
function nextValue(from: usize, end: usize, isList: bool): usize {
  let at = afterSpace(from, end);
  if (isList && at < end) {
    if (load<u8>(at) !== COMMA) {
      return end + 1;
    }
    at = afterSpace(at + 1, end);
  }
  return at;
}

function afterSpace(from: usize, end: usize): usize {
  let at = from;
  while (at < end && isSpace(load<u8>(at))) {
    at += 1;
  }
  return at;
}

function isSpace(byte: u8): bool {
  return byte === SPACE || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b && byte !== 0x0c);
}

/** Whether a log file begins here: `{"Records":[{`. Then goes to its first record. */
function isLogFile(start: usize, end: usize): bool {
  const list = isText(start, '{"Records"') ? afterColon(start + 10) : 0;
  if (list === 0 || load<u8>(list) !== OPEN_LIST) {
    return false;
  }
  const record = afterSpace(list + 1, end);
  if (record >= end || load<u8>(record) !== OPEN_OBJECT) {
    return false;
  }
  begin = record;
  return true;
}

/** Whether a record of CloudTrail begins here: notifications of Amazon S3 have another version. */
function isCloudTrail(start: usize): bool {
  return isText(start, '{"eventVersion"') && isText(afterColon(start + 15), '"1.');
}

function isText(place: usize, wanted: string): bool {
  for (let index = 0; index < wanted.length; index += 1) {
    if (load<u8>(place + <usize>index) !== <u8>wanted.charCodeAt(index)) {
      return false;
    }
  }
  return true;
}

/** Where the value of a member begins, or 0 if a string is no key. */
function afterColon(keyEnd: usize): usize {
  const colon = afterBlanks(keyEnd);
  return load<u8>(colon) === COLON ? afterBlanks(colon + 1) : 0;
}

function afterBlanks(from: usize): usize {
  let at = from;
  while (load<u8>(at) === SPACE) {
    at += 1;
  }
  return at;
}

/** Finds the end of the object or list that begins at `start`, and sets `stop` to why there is none. */
function endOf(start: usize, end: usize, isWatched: bool): usize {
  const first = load<u8>(start);
  reset();
  beginFingerprint();
  for (let block = start; block < end && stop === GOES_ON; block += BLOCK) {
    const length = <usize>readBlock(block, end, first, isWatched);
    if (length !== 0) {
      return otherDepth === 0 ? block + length : broken(MISMATCH, block + length - 1);
    }
  }
  stop = stop === GOES_ON ? MORE : stop;
  return 0;
}

/** @returns how many bytes of the block belong to the value, or 0 if it does not end there. */
function readBlock(block: usize, end: usize, first: u8, isWatched: bool): u64 {
  const known: u64 = block + BLOCK <= end ? ALL : below(end - block);
  const quotes = quotesIn(block, known);
  // From each quote that begins a string up to the byte before the one that ends it.
  const strings = fromOddToEven(quotes) ^ within;
  within = <u64>(<i64>strings >> 63);
  const outside = known & ~strings;
  // In ASCII, a closing bracket is its opening bracket plus two.
  opens = equalTo(block, first) & outside;
  closes = equalTo(block, first + 2) & outside;
  const length = depth > <i32>popcnt(closes) ? 0 : lengthInBlock();
  // Up to and with the last byte of the value.
  const own = length === 0 ? known : ALL >> (64 - length);
  const otherFirst: u8 = first === OPEN_OBJECT ? OPEN_LIST : OPEN_OBJECT;
  otherOpens = equalTo(block, otherFirst) & outside & own;
  otherCloses = equalTo(block, otherFirst + 2) & outside & own;
  if (isWatched) {
    findMembers(block, quotes & strings, quotes & ~strings & own);
  }
  isAscii = isAscii && (notAscii(block) & own) === 0;
  count(block);
  checkLines(block, end, equalTo(block, NEWLINE) & own, strings);
  return stop === GOES_ON ? length : 0;
}

function reset(): void {
  stop = GOES_ON;
  row = changetype<Listed>(table + listed * offsetof<Listed>());
  row.time = 0;
  row.id = 0;
  row.region = 0;
  depth = 0;
  otherDepth = 0;
  within = 0;
  escapesNext = 0;
  openingBefore = 0;
  isDeep = false;
  isAscii = true;
  hasUnicodeEscape = false;
  hasName = false;
  hasSource = false;
  mayBeCall = false;
}

/** The quotes that begin or end strings. */
function quotesIn(block: usize, known: u64): u64 {
  const quotes = equalTo(block, QUOTE);
  const backslashes = equalTo(block, BACKSLASH);
  if ((backslashes | escapesNext) === 0) {
    return quotes;
  }
  const escaped = escapedBytes(backslashes);
  hasUnicodeEscape = hasUnicodeEscape || (escaped & known & equalTo(block, LETTER_U)) !== 0;
  return quotes & ~escaped;
}

/** The bytes that follow a backslash which is not itself escaped. */
function escapedBytes(backslashes: u64): u64 {
  let escaped = escapesNext;
  let marks = backslashes & ~escapesNext;
  escapesNext = 0;
  while (marks !== 0) {
    const next = (marks & -marks) << 1;
    escapesNext = next === 0 ? 1 : 0;
    escaped |= next;
    marks &= (marks - 1) & ~next;
  }
  return escaped;
}

/** @returns how many bytes of the block belong to the value, or 0 if it does not end there. */
function lengthInBlock(): u64 {
  let open = depth;
  for (let marks = opens | closes; marks !== 0; marks &= marks - 1) {
    open += (opens & marks & -marks) !== 0 ? 1 : -1;
    if (open === 0) {
      return ctz(marks) + 1;
    }
  }
  return 0;
}

/** Counts the brackets of the block. */
function count(block: usize): void {
  depth += <i32>popcnt(opens);
  otherDepth += <i32>popcnt(otherOpens);
  isDeep = isDeep || depth + otherDepth > MAX_DEPTH;
  depth -= <i32>popcnt(closes);
  otherDepth -= <i32>popcnt(otherCloses);
  if (otherDepth < 0) {
    broken(MISMATCH, block + <usize>(63 - clz(otherCloses)));
  }
}

/** Finds members by the distance of the quotes of their names. */
function findMembers(block: usize, opening: u64, closing: u64): void {
  const sevens = ofLength(7, opening, closing);
  const nines = ofLength(9, opening, closing);
  const elevens = ofLength(11, opening, closing);
  const hosts = ofLength(24, opening, closing);
  for (let marks = sevens | nines | elevens | hosts; marks !== 0; marks &= marks - 1) {
    const bit = marks & -marks;
    const end = block + <usize>ctz(marks);
    // The shortest text is the string itself: a longer one would have its quotes within.
    if ((sevens & bit) !== 0) {
      takeSeven(end, bit - 1);
    } else if ((nines & bit) !== 0) {
      takeNine(end, bit - 1);
    } else if ((elevens & bit) !== 0) {
      takeEleven(end, bit - 1);
    } else {
      takeHost(end);
    }
  }
  openingBefore = opening;
}

/** The closing quotes of strings of this length. */
function ofLength(length: u64, opening: u64, closing: u64): u64 {
  return closing & ((opening << (length + 1)) | (openingBefore >> (63 - length)));
}

// What varies matters only for calls. CloudTrail writes `eventTime` before the name, and most others after it.

function takeSeven(end: usize, before: u64): void {
  if (mayBeCall && isText(end - 7, 'eventID') && isMember(before)) {
    takeVarying(end, offsetof<Listed>('id'));
  }
}

function takeNine(end: usize, before: u64): void {
  // Eight letters as a number, and the ninth.
  const first = load<u64>(end - 9);
  const last = load<u8>(end - 1);
  if (last === LETTER_E) {
    if (first === EVENT_TIM && isMember(before)) {
      takeVarying(end, offsetof<Listed>('time'));
    } else if (first === EVENT_NAM && isMember(before)) {
      takeName(afterColon(end + 1));
    }
  } else if (first === AWS_REGIO && last === LETTER_N && isMember(before)) {
    takeVarying(end, offsetof<Listed>('region'));
  } else if (first === REQUEST_I && mayBeCall) {
    takeVarying(end, 0);
  }
}

function takeEleven(end: usize, before: u64): void {
  if (isText(end - 11, 'eventSource') && isMember(before)) {
    takeSource(afterColon(end + 1));
  }
}

/** In `tlsDetails`; it names the region. */
function takeHost(end: usize): void {
  if (mayBeCall && isText(end - 24, 'clientProvidedHostHeader')) {
    takeVarying(end, 0);
  }
}

/** @param member where the row has its place, or 0. */
function takeVarying(nameEnd: usize, member: usize): void {
  const value = afterColon(nameEnd + 1);
  const place = changetype<usize>(row) + member;
  if (member === 0) {
    leaveOut(value);
  } else {
    const isSecond = load<u32>(place) !== 0;
    leaveOut(isSecond ? 0 : value);
    store<u32>(place, <u32>(value + 1 - text));
  }
}

/** Whether a string is in the value itself, by the brackets before it in the block. */
function isMember(before: u64): bool {
  return (
    depth + <i32>popcnt(opens & before) - <i32>popcnt(closes & before) === 1 &&
    otherDepth + <i32>popcnt(otherOpens & before) === <i32>popcnt(otherCloses & before)
  );
}

// A member may occur twice, and the last one counts.

function takeName(value: usize): void {
  if (value !== 0) {
    hasName = true;
    mayBeCall = mayBeCall || !isFilledText(value) || isNameOfCall(value + 1);
  }
}

function takeSource(value: usize): void {
  if (value !== 0) {
    hasSource = isFilledText(value);
  }
}

function isFilledText(value: usize): bool {
  return load<u8>(value) === QUOTE && load<u8>(value + 1) !== QUOTE;
}

function isNameOfCall(place: usize): bool {
  for (let index = 0; index < nameCount; index += 1) {
    if (isName(place, names + <usize>index * BLOCK)) {
      return true;
    }
  }
  return false;
}

/** Whether a text is a name, up to and with its closing quote. */
function isName(place: usize, name: usize): bool {
  let at: usize = 0;
  while (load<u8>(place + at) === load<u8>(name + at)) {
    if (load<u8>(name + at) === QUOTE) {
      return true;
    }
    at += 1;
  }
  return false;
}

/** Notes what is wrong first. */
function broken(why: i32, at: usize): usize {
  if (stop === GOES_ON || at < brokenAt) {
    stop = why;
    brokenAt = at;
  }
  return 0;
}

/** Whether a line ends within a string, or the next line cannot belong to the value. */
function checkLines(block: usize, end: usize, newlines: u64, strings: u64): void {
  for (let marks = newlines; marks !== 0; marks &= marks - 1) {
    const at = block + <usize>ctz(marks);
    const isInString = (strings & marks & -marks) !== 0;
    if (isInString || (isOpening(at + 1, end) && !allowsValueAfter(at))) {
      broken(isInString ? CUT_STRING : CUT_LINE, at);
      return;
    }
  }
}

function isOpening(at: usize, end: usize): bool {
  return at < end && (load<u8>(at) | SPACE) === OPEN_OBJECT;
}

function allowsValueAfter(newline: usize): bool {
  let at = newline - 1;
  while (isSpace(load<u8>(at))) {
    at -= 1;
  }
  const byte = load<u8>(at);
  return byte === COMMA || byte === COLON || byte === OPEN_LIST;
}

/** The lower bits of a number. */
function below(bit: u64): u64 {
  return ((<u64>1) << bit) - 1;
}

/** A bit for each byte of the block that is this one. */
function equalTo(block: usize, byte: u8): u64 {
  const wanted = i8x16.splat(byte);
  return joined(
    i8x16.eq(v128.load(block), wanted),
    i8x16.eq(v128.load(block + LANES), wanted),
    i8x16.eq(v128.load(block + 2 * LANES), wanted),
    i8x16.eq(v128.load(block + 3 * LANES), wanted),
  );
}

function notAscii(block: usize): u64 {
  return joined(
    v128.load(block),
    v128.load(block + LANES),
    v128.load(block + 2 * LANES),
    v128.load(block + 3 * LANES),
  );
}

/** The highest bit of each byte of four vectors. */
function joined(first: v128, second: v128, third: v128, fourth: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(first)) |
    ((<u64>(<u32>i8x16.bitmask(second))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(third))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(fourth))) << 48)
  );
}

/** All bits from each odd one that is set, the first, the third and so on, to the one before the next that is set. */
function fromOddToEven(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}
