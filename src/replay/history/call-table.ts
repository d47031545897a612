import { ID_WORDS } from './event-id';

/** Initial capacity in rows. */
const FIRST_ROWS = 1024;

/** The numbers of calls, in columns that threads can exchange. */
export interface CallColumns {
  /** `eventID`: {@link ID_WORDS} words for each call. */
  readonly ids: Uint32Array;
  /** `eventTime`, whole seconds since the epoch. */
  readonly seconds: Float64Array;
  /** Index in `RULE_IDS`. */
  readonly rules: Uint8Array;
  /** Number of the region. */
  readonly regions: Uint32Array;
  /** Number of the side, see `CallSide`. */
  readonly sides: Uint32Array;
}

/**
 * A table of calls: 33 bytes per call, and up to as much again for growth. Objects would take ten times as much.
 */
export class CallTable implements CallColumns {
  size = 0;
  ids = new Uint32Array(FIRST_ROWS * ID_WORDS);
  seconds = new Float64Array(FIRST_ROWS);
  rules = new Uint8Array(FIRST_ROWS);
  regions = new Uint32Array(FIRST_ROWS);
  sides = new Uint32Array(FIRST_ROWS);

  /** Makes room for one more row. Its id may be written before the row is added. */
  makeRoom(): void {
    if (this.size < this.seconds.length) {
      return;
    }
    const rows = this.size * 2;
    this.ids = grown(this.ids, new Uint32Array(rows * ID_WORDS));
    this.seconds = grown(this.seconds, new Float64Array(rows));
    this.rules = grown(this.rules, new Uint8Array(rows));
    this.regions = grown(this.regions, new Uint32Array(rows));
    this.sides = grown(this.sides, new Uint32Array(rows));
  }

  /** Adds a row. Call {@link makeRoom} before. */
  add(second: number, rule: number, region: number, side: number): void {
    const row = this.size;
    this.seconds[row] = second;
    this.rules[row] = rule;
    this.regions[row] = region;
    this.sides[row] = side;
    this.size += 1;
  }

  /** A copy without spare room. */
  columns(): CallColumns {
    const { size } = this;
    return {
      ids: this.ids.slice(0, size * ID_WORDS),
      seconds: this.seconds.slice(0, size),
      rules: this.rules.slice(0, size),
      regions: this.regions.slice(0, size),
      sides: this.sides.slice(0, size),
    };
  }
}

function grown<Column extends Uint8Array | Uint32Array | Float64Array>(
  from: Column,
  into: Column,
): Column {
  into.set(from);
  return into;
}
