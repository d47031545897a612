import type { Look } from './look';

/** A service control policy. */
export interface ControlPolicyFacts {
  readonly name: string;
  /** The account, unit or root that it is attached to. */
  readonly target: string;
  /** As JSON. */
  readonly content: string;
}

export interface QuotaFacts {
  /** For example `rules on the default event bus`. */
  readonly name: string;
  readonly region: string;
  readonly used: Look<number>;
  readonly limit: Look<number>;
  /** How much a deployment or the running system needs on top of `used`. */
  readonly needed: number;
  /** Why it matters, as a sentence. */
  readonly without: string;
  readonly serviceCode: string;
  readonly quotaCode: string;
}
