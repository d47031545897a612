import type { Call, Digest } from '../../detection/model';
import { RULE_IDS, type RuleId } from '../../detection/rules/rule-catalog';
import { compareTexts } from '../../detection/text';
import { CallTable } from './call-table';
import { ID_WORDS, readUuid, writeUuid } from './event-id';
import { IdIndex } from './id-index';
import { CallPacker, type CallSide, type PackedCalls } from './packed-calls';
import { TextPool } from './text-pool';

/** A call without its id. */
export type CallOutline = Omit<Call, 'eventId'>;

/** The distinct calls of a history, by time or as they were added. */
export interface ReadonlyCallHistory extends Iterable<Call> {
  readonly size: number;
  /** By event time, then event id, so that the order of reading does not matter. Creates each call on demand. */
  inOrder(): Iterable<Call>;
  /** The same calls in the same order, without their ids, which take most of the time to create. */
  outlinesInOrder(): Iterable<CallOutline>;
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
  /** The rows sorted by time, once that was asked for. */
  private order = new Uint32Array(0);
  /** Created on first use. */
  private readonly sides: (CallSide | undefined)[] = [];
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

  /** Adds calls. @returns how many of them are duplicates. */
  add({ eventIds, seconds, rules, ...packed }: PackedCalls): number {
    const regions = packed.regionTexts.map((text) => this.regions.numberOf(text));
    const sides = packed.sideTexts.map((text) => this.sideTexts.numberOf(text));
    let repeats = 0;
    eventIds.forEach((eventId, at) => {
      const rule = rules[at] as number;
      if (!this.enterId(eventId, rule)) {
        repeats += 1;
        return;
      }
      this.table.add({
        second: seconds[at] as number,
        rule,
        region: regions[packed.regions[at] as number] as number,
        side: sides[packed.sides[at] as number] as number,
      });
    });
    return repeats;
  }

  *[Symbol.iterator](): Iterator<Call> {
    for (let row = 0; row < this.table.size; row += 1) {
      yield this.callAt(row);
    }
  }

  *inOrder(): Generator<Call> {
    for (const row of this.sortedRows()) {
      yield this.callAt(row);
    }
  }

  *outlinesInOrder(): Generator<CallOutline> {
    for (const row of this.sortedRows()) {
      yield this.outlineAt(row);
    }
  }

  private sortedRows(): Uint32Array {
    const { table } = this;
    if (this.order.length !== table.size) {
      this.order = new Uint32Array(table.size).map((_, row) => row);
      this.order.sort((a, b) => table.second(a) - table.second(b) || this.compareIds(a, b));
    }
    return this.order;
  }

  /** Writes the id of the next row. @returns false for a duplicate. */
  private enterId(eventId: string, rule: number): boolean {
    const { table } = this;
    table.makeRoom();
    const row = table.size;
    const isUuid = writeUuid(eventId, table.ids, row * ID_WORDS);
    if (!isUuid) {
      const words = Uint32Array.from({ length: ID_WORDS }, (_, word) =>
        Number.parseInt(this.digest(eventId).slice(word * 8, word * 8 + 8), 16),
      );
      table.ids.set(words, row * ID_WORDS);
    }
    const isNew = this.index.add(
      row,
      table.ids,
      (other) => table.rule(other) === rule && this.otherIds.has(other) !== isUuid,
    );
    if (isNew && !isUuid) {
      this.otherIds.set(row, eventId);
    }
    return isNew;
  }

  private callAt(row: number): Call {
    return { eventId: this.idAt(row), ...this.outlineAt(row) };
  }

  private outlineAt(row: number): CallOutline {
    const { table } = this;
    return {
      ruleId: RULE_IDS[table.rule(row)] as RuleId,
      second: table.second(row),
      region: this.regions.textOf(table.region(row)),
      ...this.sideOf(table.side(row)),
    };
  }

  private sideOf(number: number): CallSide {
    const side = this.sides[number] ?? (JSON.parse(this.sideTexts.textOf(number)) as CallSide);
    this.sides[number] = side;
    return side;
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
