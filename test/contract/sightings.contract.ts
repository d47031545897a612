import type { Sighting } from '../../src/detection/related-facts';
import { MAX_SIGHTINGS, type Sightings } from '../../src/ports/sightings';

const START = 1_773_480_400;

let addresses = 0;

/** A source IP that no other test uses. */
function newAddress(): string {
  addresses += 1;
  return `192.0.2.${addresses}`;
}

function sightingOf(overrides: Partial<Sighting> = {}): Sighting {
  return {
    ruleId: 'describe-instances',
    principalKey: 'arn:arn:aws:iam::111122223333:user/alice',
    second: START,
    ...overrides,
  };
}

/** What all sightings must do. @param open opens the same data, as another process would. */
export function describeSightings(name: string, open: () => Promise<Sightings>): void {
  describe(`${name} as sightings`, () => {
    let sightings: Sightings;
    beforeAll(async () => {
      sightings = await open();
    });

    it('returns no sighting that was never noted', async () => {
      expect(await sightings.read(newAddress(), 0, START * 2)).toEqual([]);
    });

    it.each([
      { first: START, last: START, isFound: true },
      { first: START - 1800, last: START + 1800, isFound: true },
      { first: START + 1, last: START + 1800, isFound: false },
      { first: 0, last: START - 1, isFound: false },
    ])('finds a sweep from $first to $last: $isFound', async ({ first, last, isFound }) => {
      const address = newAddress();
      await sightings.add(address, sightingOf());

      expect(await (await open()).read(address, first, last)).toEqual(
        isFound ? [sightingOf()] : [],
      );
    });

    it('keeps source IPs, rules and principals apart, and keeps a repeated sighting once', async () => {
      const address = newAddress();
      const found = [
        sightingOf(),
        sightingOf({ ruleId: 'get-service-quota', second: START + 1 }),
        sightingOf({ principalKey: 'arn:bob', second: START + 2 }),
      ];
      await sightings.add(newAddress(), sightingOf({ principalKey: 'arn:dave' }));
      for (const sighting of [...found, ...found].reverse()) {
        await sightings.add(address, sighting);
      }

      expect(await sightings.read(address, 0, START * 2)).toEqual(found);
    });

    it('returns no more than the limit, the earliest first', async () => {
      const address = newAddress();
      const all = Array.from({ length: MAX_SIGHTINGS + 10 }, (_, index) =>
        sightingOf({ second: START + index }),
      );
      await Promise.all(all.map((sighting) => sightings.add(address, sighting)));

      expect(await sightings.read(address, 0, START * 2)).toEqual(all.slice(0, MAX_SIGHTINGS));
    });
  });
}
