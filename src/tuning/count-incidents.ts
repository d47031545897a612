import { groupBy } from '../detection/group-by';
import { identityOf, ownerOf } from '../detection/incident/identity';
import type { Call, Interval } from '../detection/model';
import { incidentsAmong } from './incidents-among';
import type { Partition } from './partition';

/** A sweep in a partition, with its calls. */
interface SweepIn extends Interval {
  readonly partition: Partition;
  readonly calls: readonly Call[];
}

/** Returns the identity whose incident a sweep belongs to. */
export type FindOwner = (sweep: SweepIn) => string;

/** How many incidents the sweeps of one setting are. */
export function countIncidents(
  sweeps: readonly SweepIn[],
  renotifyMinutes: number,
  findOwner: FindOwner,
): number {
  return [...groupBy(sweeps, findOwner).values()].reduce(
    (count, own) => count + incidentsAmong(own, renotifyMinutes).length,
    0,
  );
}

/** Looks at the callers of a partition only once, because many settings find sweeps in it. */
export function createFindOwner(): FindOwner {
  const owners = new Map<Partition, string | undefined>();
  return ({ partition, calls }) => {
    if (!owners.has(partition)) {
      owners.set(partition, onlyIdentity(partition));
    }
    return owners.get(partition) ?? ownerOf(partition.principal, calls);
  };
}

/** The identity that made all calls of a partition, if there is only one. */
function onlyIdentity({ principal, calls }: Partition): string | undefined {
  const identities = new Set(calls.map(({ caller }) => identityOf(principal, caller)));
  const [only, ...others] = identities;
  return others.length === 0 ? only : undefined;
}
