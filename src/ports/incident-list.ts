import type { Acknowledgement } from '../detection/incident/acknowledgement';
import type { Ledger } from './sweep-store';

/** The ledger of an identity as read, with what names it. */
export interface IdentityLedger extends Ledger {
  /** The key of the identity. */
  readonly identity: string;
  /** The start of its digest, as in the IDs of its incidents. */
  readonly identityDigest: string;
}

/**
 * The incidents of a deployment, for the people who work on them.
 * Every method rejects with the error of the storage.
 */
export interface IncidentList {
  /**
   * The ledgers with an open incident, the one that has been open longest first. An incident of the last seconds may
   * be missing.
   */
  readOpen(): Promise<IdentityLedger[]>;

  /** The ledger of an identity, if it has one. It sees every write that resolved before the read began. */
  read(identityDigest: string): Promise<IdentityLedger | undefined>;

  /**
   * Replaces the acknowledgements of a ledger if its version has not changed since it was read, and keeps the ledger
   * at least as long as they last.
   *
   * @returns false, with nothing changed, if another process wrote first.
   */
  acknowledge(
    ledger: IdentityLedger,
    acknowledgements: readonly Acknowledgement[],
  ): Promise<boolean>;
}
