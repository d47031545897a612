import type { SweepStore } from '../../src/ports/sweep-store';

/** A store that a command has for itself. */
export interface OpenedStore {
  readonly store: SweepStore;
  /** Removes whatever the command left behind. */
  close(): Promise<void>;
}
