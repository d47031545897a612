import { ID_WORDS } from './event-id';

/** Initial capacity in rows. */
const FIRST_ROWS = 1024;

/** The numbers of one call. */
export interface CallRow {
  readonly second: number;
  readonly rule: number;
  readonly region: number;
  readonly side: number;
}

/**
 * The numbers of many calls, in columns: 27 bytes per call, and up to as much again for growth. Objects would take ten
 * times as much.
 */
export class CallTable {
  size = 0;
  /** {@link ID_WORDS} words for each call. */
  ids = new Uint32Array(FIRST_ROWS * ID_WORDS);
  private secondOf = new Float64Array(FIRST_ROWS);
  private ruleOf = new Uint8Array(FIRST_ROWS);
  private regionOf = new Uint32Array(FIRST_ROWS);
  private sideOf = new Uint32Array(FIRST_ROWS);

  /** Makes room for one more row. Its id may be written before the row is added. */
  makeRoom(): void {
    if (this.size < this.secondOf.length) {
      return;
    }
    const rows = this.size * 2;
    this.ids = grown(this.ids, new Uint32Array(rows * ID_WORDS));
    this.secondOf = grown(this.secondOf, new Float64Array(rows));
    this.ruleOf = grown(this.ruleOf, new Uint8Array(rows));
    this.regionOf = grown(this.regionOf, new Uint32Array(rows));
    this.sideOf = grown(this.sideOf, new Uint32Array(rows));
  }

  /** Adds a row. Call {@link makeRoom} before. */
  add({ second, rule, region, side }: CallRow): void {
    const row = this.size;
    this.secondOf[row] = second;
    this.ruleOf[row] = rule;
    this.regionOf[row] = region;
    this.sideOf[row] = side;
    this.size += 1;
  }

  second(row: number): number {
    return this.secondOf[row] as number;
  }

  rule(row: number): number {
    return this.ruleOf[row] as number;
  }

  region(row: number): number {
    return this.regionOf[row] as number;
  }

  side(row: number): number {
    return this.sideOf[row] as number;
  }
}

function grown<Column extends Uint8Array | Uint32Array | Float64Array>(
  from: Column,
  into: Column,
): Column {
  into.set(from);
  return into;
}
