import { cleanText, utf8Length } from '../../src/detection/text';
import {
  encodeWatched,
  type KeptWatch,
  MAX_KEPT_BYTES,
} from '../../src/detection/watched/watched-call';
import { MAX_ALIKE, type WatchedCalls } from '../../src/ports/watched-calls';
import { uuid } from '../support/calls';
import { shuffled } from '../support/delivery';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

/** The start of an hour. */
const START = Date.UTC(2026, 2, 1, 12) / 1000;
const HOUR = 3600;

let identities = 0;
let calls = 0;

/** An identity that no other test uses. */
function newIdentity(path = '/'): string {
  identities += 1;
  return `arn:aws:iam::111122223333:user${path}user-${identities}`;
}

/** One that no other test stores: Alice launches instances. */
function keptOf(overrides: Partial<KeptWatch> = {}): KeptWatch {
  calls += 1;
  return {
    eventId: uuid(calls),
    second: START + 60,
    watchId: 'compute.RunInstances',
    eventName: 'RunInstances',
    category: 'compute',
    region: 'us-east-1',
    accountId: '111122223333',
    details: { type: 'p5.48xlarge', count: '4' },
    caller: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      sourceIp: '198.51.100.7',
    },
    ...overrides,
  };
}

function byId(a: KeptWatch, b: KeptWatch): number {
  return a.eventId < b.eventId ? -1 : 1;
}

/**
 * What every store of watched calls must do.
 *
 * @param open opens the same data, as another process would.
 */
export function describeWatchedCalls(name: string, open: () => Promise<WatchedCalls>): void {
  describe(`${name} as watched calls`, () => {
    let store: WatchedCalls;
    beforeAll(async () => {
      store = await open();
    });

    async function read(identity: string, first = 0, last = START + 24 * HOUR) {
      const { calls: found } = await (await open()).read(identity, first, last);
      return [...found].sort(byId);
    }

    async function addAll(identity: string, added: readonly KeptWatch[]): Promise<void> {
      for (const call of added) {
        await store.add(identity, call);
      }
    }

    it('has no call of an identity that it has not seen', async () => {
      expect(await read(newIdentity())).toEqual([]);
    });

    it('keeps a call as it is, and once, however often it comes', async () => {
      const identity = newIdentity();
      const call = keptOf({ errorCode: 'AccessDenied', child: { accessKeyId: 'ASIAEXAMPLE' } });

      const other = await open();
      const answers = [
        await store.add(identity, call),
        await other.add(identity, call),
        await store.add(identity, call),
      ];

      expect(answers).toEqual([true, true, true]);
      expect(await read(identity)).toEqual([call]);
      expect(await store.read(identity, 0, START * 2)).toMatchObject({ isComplete: true });
    });

    it('keeps all calls of many writers at once', async () => {
      const identity = newIdentity();
      const added = Array.from({ length: MAX_ALIKE }, () => keptOf());

      await Promise.all(
        [...added, ...added].map(async (call) => (await open()).add(identity, call)),
      );

      expect(await read(identity)).toEqual(added);
    });

    it('keeps so many calls that are alike, and reports when further ones change no verdict', async () => {
      const identity = newIdentity();
      const flood = Array.from({ length: 3 * MAX_ALIKE }, (_, index) =>
        keptOf({ second: START + index }),
      );

      const answers: boolean[] = [];
      for (const call of flood) {
        answers.push(await store.add(identity, call));
      }

      expect(await read(identity)).toEqual(flood.slice(0, MAX_ALIKE));
      expect(await store.read(identity, 0, START * 2)).toMatchObject({ isComplete: false });
      expect(answers[0]).toBe(true);
      expect(answers.slice(MAX_ALIKE)).toEqual(flood.slice(MAX_ALIKE).map(() => false));
    });

    it('reports that each call with a child may change a verdict, as long as it is kept', async () => {
      const identity = newIdentity();
      const answers: boolean[] = [];
      for (let index = 0; index <= MAX_ALIKE; index += 1) {
        const child = { accessKeyId: `AKIA${index}` };
        answers.push(await store.add(identity, keptOf({ child })));
      }

      expect(answers.slice(0, MAX_ALIKE)).toEqual(answers.slice(0, MAX_ALIKE).map(() => true));
      expect(answers.at(-1)).toBe(false);
    });

    it('keeps a decisive call decisive when it comes again after a flood', async () => {
      const identity = newIdentity();
      const flood = Array.from({ length: 2 * MAX_ALIKE }, () => keptOf());
      await addAll(identity, flood);

      expect(await store.add(identity, flood[0] as KeptWatch)).toBe(true);
      expect(await (await open()).add(identity, flood[0] as KeptWatch)).toBe(true);
    });

    it.each<[string, (index: number) => Partial<KeptWatch>]>([
      ['another session', () => ({ caller: { type: 'AssumedRole', arn: SESSION } })],
      ['another key', () => ({ caller: { ...keptOf().caller, accessKeyId: 'AKIAOTHER' } })],
      ['another source IP', () => ({ caller: { ...keptOf().caller, sourceIp: '192.0.2.1' } })],
      ['another kind', () => ({ watchId: 'persistence.CreateUser', eventName: 'CreateUser' })],
      ['another outcome', () => ({ errorCode: 'AccessDenied' })],
      ['another hour', () => ({ second: START + HOUR })],
    ])('keeps a call in spite of a flood of %s', async (_what, overrides) => {
      const identity = newIdentity();
      const call = keptOf();
      const flood = Array.from({ length: MAX_ALIKE + 5 }, (_, index) =>
        keptOf({
          ...('watchId' in overrides(index) ? { details: {}, category: 'persistence' } : {}),
          ...overrides(index),
        }),
      );
      await addAll(identity, flood);

      expect(await store.add(identity, call)).toBe(true);
      expect(await read(identity)).toEqual([call, ...flood.slice(0, MAX_ALIKE)].sort(byId));
    });

    it('keeps identities apart', async () => {
      const [one, other] = [newIdentity(), newIdentity()];
      const call = keptOf();
      await store.add(one, call);

      expect(await read(other)).toEqual([]);
    });

    it('ignores the path of a user, which not every record has', async () => {
      const identity = newIdentity('/ci/build/');
      const call = keptOf();
      await store.add(identity, call);

      expect(await read(identity.replace('/ci/build/', '/'))).toEqual([call]);
      expect(await read(identity)).toEqual([call]);
    });

    it.each([
      { first: 0, last: 0, isFound: true },
      { first: -HOUR, last: HOUR, isFound: true },
      { first: 1, last: 2 * HOUR, isFound: false },
      { first: -2 * HOUR, last: -1, isFound: false },
    ])(
      'finds a call from $first s to $last s after it: $isFound',
      async ({ first, last, isFound }) => {
        for (const second of [START, START + 1, START + HOUR - 1]) {
          const identity = newIdentity();
          const call = keptOf({ second });
          await store.add(identity, call);

          expect(await read(identity, second + first, second + last)).toEqual(
            isFound ? [call] : [],
          );
        }
      },
    );

    it('reads from the beginning of time', async () => {
      const identity = newIdentity();
      const call = keptOf({ second: 0 });
      await store.add(identity, call);

      expect(await read(identity, 0, 0)).toEqual([call]);
    });

    it('keeps calls of the longest and strangest names', async () => {
      const identity = newIdentity();
      const name = 'é'.repeat(120);
      const strange = HOSTILE_TEXTS.map(([, text], index) =>
        keptOf({
          region: `region-${index}`,
          details: {},
          caller: {
            type: 'IAMUser',
            accessKeyId: `AKIA${index}`,
            arn: `arn:aws:iam::111122223333:user/${cleanText(text, 60)}`,
          },
        }),
      );
      const long = keptOf({
        details: { type: name, count: name, image: name, instances: name },
        caller: { ...keptOf().caller, arn: `arn:aws:iam::111122223333:user/${name}` },
      });
      await addAll(identity, [...strange, long]);

      const found = await read(identity);
      expect(found.filter(({ eventId }) => eventId !== long.eventId)).toEqual(strange);
      const kept = found.find(({ eventId }) => eventId === long.eventId) as KeptWatch;
      expect(kept.caller).toEqual(long.caller);
      expect(utf8Length(encodeWatched(kept))).toBeLessThanOrEqual(MAX_KEPT_BYTES);
      expect(utf8Length(encodeWatched(kept))).toBeGreaterThan(MAX_KEPT_BYTES - 20);
    });

    it('drops a call of a kind that the catalogue lacks', async () => {
      const identity = newIdentity();
      await store.add(identity, keptOf({ watchId: 'compute.DoNothing' }));

      expect(await read(identity)).toEqual([]);
    });

    it('has no adopter of a key that nobody adopted', async () => {
      expect(await store.adopterOf(newIdentity())).toBeUndefined();
    });

    it('gives a child to the identity with the most steps, in any order', async () => {
      const notes = [1, 2, 3, 4].map((steps) => ({ steps, identity: newIdentity() }));
      for (let seed = 0; seed < 6; seed += 1) {
        const child = `key-${newIdentity()}`;
        for (const { identity, steps } of shuffled(notes, seed)) {
          await (await open()).adopt(child, identity, steps);
        }

        expect(await (await open()).adopterOf(child)).toBe(notes[3]?.identity);
        expect(await store.adopterOf(`${child} `)).toBeUndefined();
      }
    });

    it('gives a child to one identity of two that adopt it at once', async () => {
      const child = `key-${newIdentity()}`;
      const [one, other] = [newIdentity(), newIdentity()];
      await Promise.all([store.adopt(child, one, 1), (await open()).adopt(child, other, 2)]);

      expect(await store.adopterOf(child)).toBe(other);
    });

    it('adopts a child of any name', async () => {
      for (const [, text] of HOSTILE_TEXTS) {
        const child = `arn:aws:iam::111122223333:user/${identities}${text}`;
        const identity = newIdentity();
        await store.adopt(child, identity, 1);

        expect(await store.adopterOf(child)).toBe(identity);
      }
    });
  });
}

const SESSION = 'arn:aws:sts::111122223333:assumed-role/App/i-0123456789abcdef0';
