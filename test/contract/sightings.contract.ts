import type { Sighting } from '../../src/detection/related/related-facts';
import type { SharedIdentity } from '../../src/detection/related/shared-identity';
import { MAX_SIGHTINGS, type Sightings } from '../../src/ports/sightings';

const START = 1_773_480_400;

let identities = 0;

/** An identity that no other test uses. */
function newIdentity(kind: SharedIdentity['kind'] = 'address'): SharedIdentity {
  identities += 1;
  return { kind, value: `value-${identities}` };
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
      expect(await sightings.read(newIdentity(), 0, START * 2)).toEqual([]);
    });

    it.each([
      { first: START, last: START, isFound: true },
      { first: START - 1800, last: START + 1800, isFound: true },
      { first: START + 1, last: START + 1800, isFound: false },
      { first: 0, last: START - 1, isFound: false },
    ])('finds a sweep from $first to $last: $isFound', async ({ first, last, isFound }) => {
      const identity = newIdentity();
      await sightings.add(identity, sightingOf());

      expect(await (await open()).read(identity, first, last)).toEqual(
        isFound ? [sightingOf()] : [],
      );
    });

    it('keeps kinds, values, rules and principals apart, and keeps a repeated sighting once', async () => {
      const identity = newIdentity('accessKey');
      const found = [
        sightingOf(),
        sightingOf({ ruleId: 'get-service-quota', second: START + 1 }),
        sightingOf({ principalKey: 'arn:bob', second: START + 2 }),
      ];
      await sightings.add({ ...identity, kind: 'role' }, sightingOf({ principalKey: 'arn:carol' }));
      await sightings.add(newIdentity('accessKey'), sightingOf({ principalKey: 'arn:dave' }));
      for (const sighting of [...found, ...found].reverse()) {
        await sightings.add(identity, sighting);
      }

      expect(await sightings.read(identity, 0, START * 2)).toEqual(found);
    });

    it('returns no more than the limit, the earliest first', async () => {
      const identity = newIdentity('role');
      const all = Array.from({ length: MAX_SIGHTINGS + 10 }, (_, index) =>
        sightingOf({ second: START + index }),
      );
      await Promise.all(all.map((sighting) => sightings.add(identity, sighting)));

      expect(await sightings.read(identity, 0, START * 2)).toEqual(all.slice(0, MAX_SIGHTINGS));
    });
  });
}
