import { memberOf } from '../../detection/member-of';
import type { Sighting } from '../../detection/related-facts';
import { MAX_SIGHTINGS, type Sightings } from '../../ports/sightings';

/** Sightings in this process, for replays and tests. Nothing in them expires. */
export function createMemorySightings(): Sightings {
  const addresses = new Map<string, Map<string, Sighting>>();
  return {
    async add(address, sighting) {
      const { second, ruleId, principalKey } = sighting;
      const known = memberOf(addresses, address, () => new Map<string, Sighting>());
      known.set(`${second} ${ruleId} ${principalKey}`, sighting);
    },
    async read(address, first, last) {
      return [...(addresses.get(address)?.values() ?? [])]
        .filter(({ second }) => first <= second && second <= last)
        .sort((a, b) => a.second - b.second)
        .slice(0, MAX_SIGHTINGS);
    },
  };
}
