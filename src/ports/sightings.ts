import type { Sighting } from '../detection/related/related-facts';
import type { SharedIdentity } from '../detection/related/shared-identity';

/** How many sightings to read for one shared identity; more would not change the verdict. */
export const MAX_SIGHTINGS = 50;

/**
 * The sweeps made with a key, with a role or from a source IP, kept for some hours.
 * Every method rejects with the store's own error.
 */
export interface Sightings {
  /** Notes a sweep under an identity. Noting it again changes nothing. */
  add(identity: SharedIdentity, sighting: Sighting): Promise<void>;

  /**
   * The sweeps that began from `first` to `last`, both included, at most {@link MAX_SIGHTINGS}, by start.
   * It includes every note that was finished before the read began.
   */
  read(identity: SharedIdentity, first: number, last: number): Promise<Sighting[]>;
}
