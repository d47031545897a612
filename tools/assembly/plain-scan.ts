/**
 * Finds the ends of plain records, and the watched strings in them: objects without an escape, on one line, as nearly all
 * are. `src/trail/split/plain-scan.ts` says what that means, and what becomes of the others.
 *
 * This is AssemblyScript: WebAssembly compares sixteen bytes in one step, which JavaScript cannot. `npm run assembly`
 * compiles it.
 */

const QUOTE: u8 = 0x22;
const COLON: u8 = 0x3a;
const COMMA: u8 = 0x2c;
const NEWLINE: u8 = 0x0a;
const BACKSLASH: u8 = 0x5c;
const OPEN: u8 = 0x7b;
const CLOSE: u8 = 0x7d;
/** With this bit set, the brackets of lists look like those of objects. */
const BRACES: u8 = 0x20;

/** Bytes that one instruction compares: as a vector, and as a number. */
const LANES: usize = 16;
const WORD: usize = 8;
/** Bytes in a block: a bit for each fits into one number. */
const BLOCK: usize = 4 * LANES;

/** What is open, as a number: a 1, and then a bit for each open bracket, the innermost last: 1 for that of a list. */
const NOTHING_OPEN: u32 = 0b1;
const LIST_OF_OBJECT: u32 = 0b101;
/** Where it is more than this, it is nested deeper than plain records are, or the brackets do not match. */
const MOST_OPEN: u32 = 1 << 29;
const MISMATCH: u32 = 1 << 30;

// What brackets say, besides how far the object goes.
const GOES_ON: i32 = 0;
const NOT_PLAIN: i32 = -1;

/** All bits of a block. */
const ALL: u64 = -1;

/** Lengths of the keys `"Records"` and `"Events"`, with quotes. */
const SHORTEST_LIST_KEY: usize = 8;
const LONGEST_LIST_KEY: usize = 9;

/** A watched string, as it lies in memory: where its bytes are, with quotes, and the bit that says that it was found. */
@unmanaged
class Watched {
  start: u32;
  bytes: u32;
  bit: u32;
}

// Memory that the host fills.

/** The watched strings, one after the other. */
export const watched = memory.data(30 * 12);
/** Their bytes, not more than a block for each. */
export const watchedBytes = memory.data(30 * 64);
/** The text, to the end of the memory. */
export const text: usize = __heap_base;

let watchedCount: i32 = 0;
/** The bits of the strings of which a record that is passed over has none. */
let noneOf: u32 = 0;
/** The bits of those of which it has all. */
let allOf: u32 = 0;

// Where the scan has got to.

let open: u32 = NOTHING_OPEN;
/** The quotes of the block before that began strings. */
let openingBefore: u64 = 0;
let found: u32 = 0;
let passed: u32 = 0;

export function setWatched(count: i32, noneOfBits: u32, allOfBits: u32): void {
  watchedCount = count;
  noneOf = noneOfBits;
  allOf = allOfBits;
}

/** The bits of the watched strings in the object that was scanned last. */
export function foundBits(): u32 {
  return found;
}

/** How many records were passed over last. */
export function passedRecords(): u32 {
  return passed;
}

/**
 * Passes over plain records that the watched strings rule out, one comma before each but the first.
 *
 * @param from where an object begins.
 * @param end where the text ends; a whole block can be read behind it.
 * @param maxBytes of a record that is passed over.
 * @returns where the last of them ends, or `from` where there is none.
 */
export function passOver(from: usize, end: usize, maxBytes: usize): usize {
  passed = 0;
  let last = from;
  let start = from;
  while (start < end && load<u8>(start) === OPEN) {
    const recordEnd = scan(start, end, false);
    if (recordEnd === 0 || recordEnd - start > maxBytes || !isRuledOut()) {
      break;
    }
    passed += 1;
    last = recordEnd;
    if (last === end || load<u8>(last) !== COMMA) {
      break;
    }
    start = last + 1;
  }
  return last;
}

function isRuledOut(): bool {
  return (found & noneOf) === 0 && (found & allOf) === allOf;
}

/**
 * @param from where an object begins.
 * @param end where the text ends; a whole block can be read behind it.
 * @param isDocument whether lists that hold records may be members of the object: such an object is not plain.
 * @returns where the object ends, or 0 where it is not plain.
 */
export function scan(from: usize, end: usize, isDocument: bool): usize {
  open = NOTHING_OPEN;
  openingBefore = 0;
  found = 0;
  // All bits where a block begins within a string.
  let within: u64 = 0;
  for (let block = from; block < end; block += BLOCK) {
    const quotes = equalTo(block, QUOTE);
    // From each quote that begins a string up to the byte before the one that ends it.
    const strings = fromOddToEven(quotes) ^ within;
    within = <u64>(<i64>strings >> 63);
    const stops = stopsIn(block, end);
    const plain = stops === 0 ? ALL : below(ctz(stops));
    const objectEnd = followBrackets(block, bracketsIn(block) & ~strings & plain, isDocument);
    if (objectEnd === NOT_PLAIN) {
      return 0;
    }
    const inObject = quotes & (objectEnd === GOES_ON ? plain : below(objectEnd - 1));
    findWatched(block, inObject & strings, inObject & ~strings);
    if (objectEnd !== GOES_ON) {
      return block + objectEnd;
    }
    if (stops !== 0) {
      return 0;
    }
  }
  return 0;
}

/** @returns how far the object goes in this block, or one of the numbers that say something else. */
function followBrackets(block: usize, brackets: u64, isDocument: bool): i32 {
  for (let marks = brackets; marks !== 0; marks &= marks - 1) {
    const at = <i32>ctz(marks);
    open = withBracket(load<u8>(block + at));
    if (open === NOTHING_OPEN) {
      return at + 1;
    }
    if (open > MOST_OPEN || (isDocument && open === LIST_OF_OBJECT && mayHoldRecords(block + at))) {
      return NOT_PLAIN;
    }
  }
  return GOES_ON;
}

/** What is open after a bracket. */
function withBracket(byte: u8): u32 {
  const kind: u32 = (byte & BRACES) === 0 ? 1 : 0;
  if ((byte | BRACES) === OPEN) {
    return (open << 1) | kind;
  }
  return (open & 1) === kind ? open >>> 1 : MISMATCH;
}

/** Whether the list that is opened or goes on at `at` may be one of records, by its key: the last string before it. */
function mayHoldRecords(at: usize): bool {
  if (load<u8>(at - 1) !== COLON || load<u8>(at - 2) !== QUOTE) {
    return true;
  }
  let key = at - 3;
  while (load<u8>(key) !== QUOTE) {
    key -= 1;
  }
  const length = at - 1 - key;
  return length >= SHORTEST_LIST_KEY && length <= LONGEST_LIST_KEY;
}

/** Finds watched strings that end in the block, by the distance of their quotes and then by their bytes. Each is found once. */
function findWatched(block: usize, opening: u64, closing: u64): void {
  for (let index = 0; index < watchedCount; index += 1) {
    const one = changetype<Watched>(watched + index * offsetof<Watched>());
    if ((found & one.bit) !== 0) {
      continue;
    }
    const distance = <u64>one.bytes - 1;
    const opened = (opening << distance) | (openingBefore >> (<u64>BLOCK - distance));
    for (let marks = closing & opened; marks !== 0; marks &= marks - 1) {
      const start = block + <usize>ctz(marks) - <usize>distance;
      if (isAt(start, one.start, one.bytes)) {
        found |= one.bit;
      }
    }
  }
  openingBefore = opening;
}

/** Whether the bytes at one place are those at another. Words of eight are compared, the last of which may lie over another. */
function isAt(start: usize, other: usize, bytes: usize): bool {
  if (bytes < WORD) {
    return ((load<u64>(start) ^ load<u64>(other)) & below(8 * bytes)) === 0;
  }
  const last = bytes - WORD;
  for (let at: usize = 0; at < last; at += WORD) {
    if (load<u64>(start + at) !== load<u64>(other + at)) {
      return false;
    }
  }
  return load<u64>(start + last) === load<u64>(other + last);
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

function bracketsIn(block: usize): u64 {
  return joined(
    areBrackets(v128.load(block)),
    areBrackets(v128.load(block + LANES)),
    areBrackets(v128.load(block + 2 * LANES)),
    areBrackets(v128.load(block + 3 * LANES)),
  );
}

function areBrackets(bytes: v128): v128 {
  const braces = v128.or(bytes, i8x16.splat(BRACES));
  return v128.or(i8x16.eq(braces, i8x16.splat(OPEN)), i8x16.eq(braces, i8x16.splat(CLOSE)));
}

/** Where the text stops being plain: at escapes, at line ends, and behind its end. */
function stopsIn(block: usize, end: usize): u64 {
  const stops = joined(
    areStops(v128.load(block)),
    areStops(v128.load(block + LANES)),
    areStops(v128.load(block + 2 * LANES)),
    areStops(v128.load(block + 3 * LANES)),
  );
  return block + BLOCK <= end ? stops : stops | ~below(end - block);
}

function areStops(bytes: v128): v128 {
  const escapes = i8x16.eq(bytes, i8x16.splat(BACKSLASH));
  return v128.or(escapes, i8x16.eq(bytes, i8x16.splat(NEWLINE)));
}

/** One bit for each byte of four vectors of which all bits are set or none. */
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
