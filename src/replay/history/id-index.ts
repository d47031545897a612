import { ID_WORDS } from './event-id';

const FIRST_SLOTS = 4096;

/** Minimum of slots per row. With fewer, a search would take many steps. */
const SLOTS_PER_ROW = 2;

/** Odd constants with well-mixed bits, one for each word of an id. */
const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const;

/** Finds rows of a table by id and rule. It needs only one number per slot. */
export class IdIndex {
  /** Rows, counted from 1; 0 is an empty slot. */
  private slots = new Uint32Array(FIRST_SLOTS);
  private rows = 0;
  private readonly seed: number;

  /** @param seed a random number: whoever knows it could choose ids that all hash to one slot. */
  constructor(seed: number) {
    this.seed = seed;
  }

  /**
   * Enters a row, unless it is a duplicate.
   *
   * @param ids {@link ID_WORDS} words for each row, including the new one.
   * @param isSame whether an earlier row with the same id is the same call.
   * @returns whether the row is new.
   */
  add(row: number, ids: Uint32Array, isSame: (other: number) => boolean): boolean {
    if ((this.rows + 1) * SLOTS_PER_ROW > this.slots.length) {
      this.grow(ids);
    }
    const { slots } = this;
    let slot = this.slotOf(row, ids);
    for (let entry = slots[slot] as number; entry !== 0; entry = slots[slot] as number) {
      if (hasSameId(entry - 1, row, ids) && isSame(entry - 1)) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = row + 1;
    this.rows += 1;
    return true;
  }

  private grow(ids: Uint32Array): void {
    const { slots: old } = this;
    this.slots = new Uint32Array(old.length * 2);
    for (const entry of old) {
      if (entry !== 0) {
        let slot = this.slotOf(entry - 1, ids);
        while (this.slots[slot] !== 0) {
          slot = (slot + 1) & (this.slots.length - 1);
        }
        this.slots[slot] = entry;
      }
    }
  }

  private slotOf(row: number, ids: Uint32Array): number {
    let hash = this.seed;
    for (let word = 0; word < ID_WORDS; word += 1) {
      hash = Math.imul(hash ^ (ids[row * ID_WORDS + word] as number), FACTORS[word] as number);
      hash ^= hash >>> 15;
    }
    return hash & (this.slots.length - 1);
  }
}

function hasSameId(a: number, b: number, ids: Uint32Array): boolean {
  for (let word = 0; word < ID_WORDS; word += 1) {
    if (ids[a * ID_WORDS + word] !== ids[b * ID_WORDS + word]) {
      return false;
    }
  }
  return true;
}
