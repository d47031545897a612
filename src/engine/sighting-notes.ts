import type { Sweep } from '../detection/incident/ledger';
import type { Partition, TrackedCall } from '../detection/model';
import { sharedIdentitiesOf } from '../detection/related/shared-identity';
import { contains, distinctCalls } from '../detection/window';
import type { Sightings } from '../ports/sightings';
import { withinDeadline } from './deadline';

/** How many notes to remember; the oldest is forgotten first. Forgetting one costs a write. */
const MAX_NOTES = 5000;

export interface SightingNotesParts {
  readonly sightings: Sightings;
  /**
   * Milliseconds.
   * @default none
   */
  readonly deadlineMs?: number;
  /** Called for each failure, for the log. */
  readonly onFailure?: (error: unknown) => void;
}

/** Notes sweeps, so that RegionSweep recognizes related ones with the same key, role or source IP. */
export interface SightingNotes {
  /**
   * Notes a sweep, at best effort; it never throws. A process notes each sweep once.
   *
   * @param calls of the principal around the sweep; calls outside it are ignored.
   */
  note(
    partition: Partition,
    sweep: Pick<Sweep, 'id' | 'start' | 'end'>,
    calls: readonly TrackedCall[],
  ): Promise<void>;
}

export function createSightingNotes(parts: SightingNotesParts): SightingNotes {
  const { sightings, deadlineMs, onFailure } = parts;
  const noted = new Set<string>();
  return {
    async note({ ruleId, principal }, sweep, calls) {
      const within = distinctCalls(calls).filter(({ second }) => contains(sweep, second));
      const sighting = { ruleId, principalKey: principal.key, second: sweep.start };
      const identities = sharedIdentitiesOf(within)
        .map((identity) => ({ identity, key: `${sweep.id}\n${identity.kind}\n${identity.value}` }))
        .filter(({ key }) => !noted.has(key));
      await Promise.all(
        identities.map(async ({ identity, key }) => {
          try {
            await withinDeadline(deadlineMs, () => sightings.add(identity, sighting));
            noted.add(key);
            if (noted.size > MAX_NOTES) {
              noted.delete(noted.values().next().value as string);
            }
          } catch (error) {
            onFailure?.(error);
          }
        }),
      );
    },
  };
}
