import type { Sighting } from '../../detection/related/related-facts';
import type { SharedIdentity } from '../../detection/related/shared-identity';
import { MAX_SIGHTINGS, type Sightings } from '../../ports/sightings';

/** Sightings in this process, for replays and tests. Nothing in them expires. */
export function createMemorySightings(): Sightings {
  const identities = new Map<string, Map<string, Sighting>>();
  const keyOf = ({ kind, value }: SharedIdentity): string => `${kind} ${value}`;
  return {
    async add(identity, sighting) {
      const { second, ruleId, principalKey } = sighting;
      const key = keyOf(identity);
      const known = identities.get(key) ?? new Map<string, Sighting>();
      identities.set(key, known.set(`${second} ${ruleId} ${principalKey}`, sighting));
    },
    async read(identity, first, last) {
      return [...(identities.get(keyOf(identity))?.values() ?? [])]
        .filter(({ second }) => first <= second && second <= last)
        .sort((a, b) => a.second - b.second)
        .slice(0, MAX_SIGHTINGS);
    },
  };
}
