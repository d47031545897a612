import type { Sighting } from '../detection/related-facts';

/** Maximum number of sightings to read of one source IP. More of them would prove nothing more. */
export const MAX_SIGHTINGS = 50;

/**
 * The sweeps of the last hours by source IP, as `networkOf` writes it.
 * Every method rejects with the error of the storage.
 */
export interface Sightings {
  /** Stores a sweep under a source IP. Storing it again changes nothing. */
  add(address: string, sighting: Sighting): Promise<void>;

  /**
   * The sweeps that began from `first` to `last`, both included, at most {@link MAX_SIGHTINGS}, by start.
   * It sees every sighting whose `add` resolved before the read began.
   */
  read(address: string, first: number, last: number): Promise<Sighting[]>;
}
