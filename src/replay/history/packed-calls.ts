import type { Call } from '../../detection/model';
import { RULE_IDS } from '../../detection/rules/rule-catalog';
import { TextPool } from './text-pool';

/** The part of a call that many calls share: its principals and its caller. */
export type CallSide = Pick<Call, 'principal' | 'otherPrincipals' | 'caller'>;

/**
 * Calls in a compact form that threads can exchange: each call has one item in each of the first five lists. A text
 * that many calls share is stored once.
 */
export interface PackedCalls {
  /** `eventID`. */
  readonly eventIds: readonly string[];
  /** `eventTime`, whole seconds since the epoch. */
  readonly seconds: readonly number[];
  /** Index in `RULE_IDS`. */
  readonly rules: readonly number[];
  /** Index in `regionTexts`. */
  readonly regions: readonly number[];
  /** Index in `sideTexts`. */
  readonly sides: readonly number[];
  readonly regionTexts: readonly string[];
  /** Each a {@link CallSide} as JSON. */
  readonly sideTexts: readonly string[];
}

/** Packs calls one by one. */
export class CallPacker {
  private readonly eventIds: string[] = [];
  private readonly seconds: number[] = [];
  private readonly rules: number[] = [];
  private readonly regions: number[] = [];
  private readonly sides: number[] = [];
  private readonly regionPool = new TextPool();
  private readonly sidePool = new TextPool();

  add({ ruleId, eventId, second, region, principal, otherPrincipals, caller }: Call): void {
    const side: CallSide = { principal, ...(otherPrincipals && { otherPrincipals }), caller };
    this.eventIds.push(eventId);
    this.seconds.push(second);
    this.rules.push(RULE_IDS.indexOf(ruleId));
    this.regions.push(this.regionPool.numberOf(region));
    this.sides.push(this.sidePool.numberOf(JSON.stringify(side)));
  }

  /** The calls so far. */
  packed(): PackedCalls {
    const { eventIds, seconds, rules, regions, sides } = this;
    const texts = { regionTexts: this.regionPool.all(), sideTexts: this.sidePool.all() };
    return { eventIds, seconds, rules, regions, sides, ...texts };
  }
}
