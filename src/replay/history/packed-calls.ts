import type { Call, Caller } from '../../detection/model';
import { RULE_IDS } from '../../detection/rules/rule-catalog';
import { type CallColumns, CallTable } from './call-table';
import { ID_WORDS, writeUuid } from './event-id';
import { TextPool } from './text-pool';

/** The part of a call that many calls share: its principals and its caller. */
export type CallSide = Pick<Call, 'principal' | 'otherPrincipals' | 'caller'>;

/** Calls in a compact form that threads can exchange. A text that many calls share is stored once. */
export interface PackedCalls {
  readonly columns: CallColumns;
  /** Ids that are not UUIDs, by the position of the call. What the columns have in their place means nothing. */
  readonly otherIds: ReadonlyMap<number, string>;
  /** By number. */
  readonly regionTexts: readonly string[];
  /** By number, each a {@link CallSide} as JSON. */
  readonly sideTexts: readonly string[];
}

/** The memory that can move to another thread with the calls. */
export function memoryOf({ columns }: PackedCalls): ArrayBuffer[] {
  return Object.values(columns).map(({ buffer }: Uint8Array) => buffer as ArrayBuffer);
}

interface KnownSide extends Pick<Call, 'principal'> {
  readonly otherPrincipals: Call['otherPrincipals'];
  readonly number: number;
}

/** Packs calls one by one. */
export class CallPacker {
  private readonly table = new CallTable();
  private readonly otherIds = new Map<number, string>();
  private readonly regions = new TextPool();
  private readonly sides = new TextPool();
  /** By caller: many calls share the object, and its text takes longer to write than anything else here. */
  private readonly knownSides = new Map<Caller, KnownSide>();

  add(call: Call): void {
    const { table } = this;
    table.makeRoom();
    if (!writeUuid(call.eventId, table.ids, table.size * ID_WORDS)) {
      this.otherIds.set(table.size, call.eventId);
    }
    table.add(
      call.second,
      RULE_IDS.indexOf(call.ruleId),
      this.regions.numberOf(call.region),
      this.sideNumber(call),
    );
  }

  private sideNumber({ principal, otherPrincipals, caller }: Call): number {
    const known = this.knownSides.get(caller);
    if (known?.principal === principal && known.otherPrincipals === otherPrincipals) {
      return known.number;
    }
    const side: CallSide = { principal, ...(otherPrincipals && { otherPrincipals }), caller };
    const number = this.sides.numberOf(JSON.stringify(side));
    this.knownSides.set(caller, { principal, otherPrincipals, number });
    return number;
  }

  /** The calls so far. */
  packed(): PackedCalls {
    const { table, otherIds, regions, sides } = this;
    const texts = { regionTexts: regions.all(), sideTexts: sides.all() };
    return { columns: table.columns(), otherIds, ...texts };
  }
}
