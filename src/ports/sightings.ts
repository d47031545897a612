import type { Sighting } from '../detection/related/related-facts';
import type { SharedIdentity } from '../detection/related/shared-identity';

/** Sightings that are read of one identity; with more of them there is no doubt left. */
export const MAX_SIGHTINGS = 50;

/**
 * Which sweeps were made with a key, under a role or from an address, for some hours.
 * Every method rejects with the error of whatever holds them.
 */
export interface Sightings {
  /** Notes a sweep under an identity. Noting it again changes nothing. */
  add(identity: SharedIdentity, sighting: Sighting): Promise<void>;

  /**
   * The sweeps that began from `first` to `last`, both included, at most {@link MAX_SIGHTINGS}, by start.
   * Sees every note that was finished before the read began.
   */
  read(identity: SharedIdentity, first: number, last: number): Promise<Sighting[]>;
}
