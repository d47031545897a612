import type { Sighting } from '../detection/related/related-facts';
import type { SharedIdentity } from '../detection/related/shared-identity';

/** Maximum number of sightings to read of one identity. More of them would prove nothing more. */
export const MAX_SIGHTINGS = 50;

/**
 * The sweeps of the last hours, by access key, role and source IP.
 * Every method rejects with the error of the storage.
 */
export interface Sightings {
  /** Stores a sweep under an identity. Storing it again changes nothing. */
  add(identity: SharedIdentity, sighting: Sighting): Promise<void>;

  /**
   * The sweeps that began from `first` to `last`, both included, at most {@link MAX_SIGHTINGS}, by start.
   * It sees every sighting whose `add` resolved before the read began.
   */
  read(identity: SharedIdentity, first: number, last: number): Promise<Sighting[]>;
}
