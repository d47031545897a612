import type { Call, Digest } from '../../detection/model';
import { RULE_IDS, type RuleId } from '../../detection/rules/rule-catalog';
import { compareTexts } from '../../detection/text';
import { type CallColumns, CallTable } from './call-table';
import { ID_WORDS, readUuid } from './event-id';
import { IdIndex } from './id-index';
import { CallPacker, type CallSide, type PackedCalls } from './packed-calls';
import { rowsBySecond } from './rows-by-second';
import { TextPool } from './text-pool';

/** The distinct calls of a history: a table with a row for each. */
export interface ReadonlyCallHistory extends Iterable<Call> {
  readonly size: number;
  /** A row may have more room than calls. */
  readonly columns: CallColumns;
  /** How many numbers of regions the columns use. */
  readonly regionCount: number;
  /** The sides, by number. */
  sides(): readonly CallSide[];
  /** The rows by event time, then event id, so that the order of reading does not matter. */
  rowsInOrder(): Uint32Array;
  callAt(row: number): Call;
}

/**
 * Keeps the distinct calls of a history in little memory: about 50 bytes each, and one copy of what many of them
 * share. A call becomes an object only on demand.
 */
export class CallHistory implements ReadonlyCallHistory {
  private readonly digest: Digest;
  private readonly table = new CallTable();
  private readonly index: IdIndex;
  private readonly regions = new TextPool();
  private readonly sideTexts = new TextPool();
  private readonly knownSides: CallSide[] = [];
  /** The rows sorted by time, once that was asked for. */
  private order: Uint32Array = new Uint32Array(0);
  /** Ids that are not UUIDs, by row. The table has a digest in their place. */
  private readonly otherIds = new Map<number, string>();

  /** @param seed see {@link IdIndex}. */
  constructor(digest: Digest, seed: number) {
    this.digest = digest;
    this.index = new IdIndex(seed);
  }

  static of(calls: Iterable<Call>, digest: Digest): CallHistory {
    const history = new CallHistory(digest, 0);
    const packer = new CallPacker();
    for (const call of calls) {
      packer.add(call);
    }
    history.add(packer.packed());
    return history;
  }

  get size(): number {
    return this.table.size;
  }

  get columns(): CallColumns {
    return this.table;
  }

  get regionCount(): number {
    return this.regions.size;
  }

  /** Adds calls. @returns how many of them are duplicates. */
  add({ columns, otherIds, ...texts }: PackedCalls): number {
    const { table } = this;
    const { ids, seconds, rules } = columns;
    const regions = texts.regionTexts.map((text) => this.regions.numberOf(text));
    const sides = texts.sideTexts.map((text) => this.sideTexts.numberOf(text));
    const sizeBefore = table.size;
    for (let at = 0; at < seconds.length; at += 1) {
      const rule = rules[at] as number;
      if (this.enterId(ids, at, otherIds.get(at), rule)) {
        const region = regions[columns.regions[at] as number] as number;
        const side = sides[columns.sides[at] as number] as number;
        table.add(seconds[at] as number, rule, region, side);
      }
    }
    return seconds.length - (table.size - sizeBefore);
  }

  *[Symbol.iterator](): Iterator<Call> {
    for (let row = 0; row < this.size; row += 1) {
      yield this.callAt(row);
    }
  }

  sides(): readonly CallSide[] {
    const { sideTexts, knownSides } = this;
    while (knownSides.length < sideTexts.size) {
      knownSides.push(JSON.parse(sideTexts.textOf(knownSides.length)));
    }
    return knownSides;
  }

  rowsInOrder(): Uint32Array {
    if (this.order.length !== this.size) {
      const seconds = this.table.seconds.subarray(0, this.size);
      this.order = rowsBySecond(seconds, (a, b) => this.compareIds(a, b));
    }
    return this.order;
  }

  callAt(row: number): Call {
    const { rules, seconds, regions, sides } = this.table;
    return {
      eventId: this.idAt(row),
      ruleId: RULE_IDS[rules[row] as number] as RuleId,
      second: seconds[row] as number,
      region: this.regions.textOf(regions[row] as number),
      ...(this.sides()[sides[row] as number] as CallSide),
    };
  }

  /** Writes the id of the next row. @returns false for a duplicate. */
  private enterId(
    ids: Uint32Array,
    at: number,
    otherId: string | undefined,
    rule: number,
  ): boolean {
    const { table } = this;
    table.makeRoom();
    const row = table.size;
    const words = otherId === undefined ? ids : this.digestWords(otherId);
    const from = otherId === undefined ? at * ID_WORDS : 0;
    for (let word = 0; word < ID_WORDS; word += 1) {
      table.ids[row * ID_WORDS + word] = words[from + word] as number;
    }
    const isUuid = otherId === undefined;
    const isNew = this.index.add(
      row,
      table.ids,
      (other) => table.rules[other] === rule && this.otherIds.has(other) !== isUuid,
    );
    if (isNew && otherId !== undefined) {
      this.otherIds.set(row, otherId);
    }
    return isNew;
  }

  private digestWords(id: string): Uint32Array {
    const digest = this.digest(id);
    return Uint32Array.from({ length: ID_WORDS }, (_, word) =>
      Number.parseInt(digest.slice(word * 8, word * 8 + 8), 16),
    );
  }

  private idAt(row: number): string {
    return this.otherIds.get(row) ?? readUuid(this.table.ids, row * ID_WORDS);
  }

  private compareIds(a: number, b: number): number {
    if (this.otherIds.size > 0) {
      return compareTexts(this.idAt(a), this.idAt(b));
    }
    const { ids } = this.table;
    for (let word = 0; word < ID_WORDS; word += 1) {
      const difference =
        (ids[a * ID_WORDS + word] as number) - (ids[b * ID_WORDS + word] as number);
      if (difference !== 0) {
        return difference;
      }
    }
    return 0;
  }
}
