import fc from 'fast-check';
import { MAX_DAY_ADDRESSES, MAX_DAY_REGIONS } from '../../src/detection/baseline/known-day';
import type { Lesson } from '../../src/detection/baseline/lesson';
import type { Baseline } from '../../src/ports/baseline';
import { caseCount } from '../support/case-count';

/** A day in 2026. */
const TODAY = 20_500;

let accounts = 0;

/** An account that no other test uses. */
function newAccount(): string {
  accounts += 1;
  return String(accounts).padStart(12, '0');
}

function lesson(account: string, overrides: Partial<Lesson> & { readonly key?: string }): Lesson {
  const { key = 'arn:alice', ...rest } = overrides;
  return {
    subject: { account, key },
    day: TODAY - 1,
    regions: ['us-east-1'],
    addresses: ['198.51.100.7'],
    ...rest,
  };
}

function numbered(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

const NOTHING = {
  since: undefined,
  subject: { isKnown: false, regions: new Set(), addresses: new Set() },
  account: { regions: new Set() },
};

/** What every baseline must do. @param openBaseline opens the same data, as another process would. */
export function describeBaseline(name: string, openBaseline: () => Promise<Baseline>): void {
  describe(`${name} as a baseline`, () => {
    let baseline: Baseline;
    beforeAll(async () => {
      baseline = await openBaseline();
    });

    it('knows nothing of an account of which nothing was learned', async () => {
      expect(await baseline.read({ account: newAccount(), key: 'arn:alice' }, TODAY)).toEqual(
        NOTHING,
      );
    });

    it.each([
      ['as AWS names them', ['us-east-1', 'ap-southeast-2', 'us-gov-west-1']],
      ['of any other name', ['région-ü', '__proto__', 'x', 'xy', 'xyz']],
    ])('knows regions %s, and addresses, of a subject', async (_case, regions) => {
      const account = newAccount();
      const addresses = ['198.51.100.7', '2001:db8:0:0::/64'];

      await baseline.learn(lesson(account, { regions, addresses }));

      expect(await baseline.read({ account, key: 'arn:alice' }, TODAY)).toEqual({
        since: TODAY - 1,
        subject: { isKnown: true, regions: new Set(regions), addresses: new Set(addresses) },
        account: { regions: new Set(regions) },
      });
    });

    it('keeps owners apart, and combines them for the account', async () => {
      const account = newAccount();
      await baseline.learn(lesson(account, { key: 'arn:alice', regions: ['eu-west-1'] }));
      await baseline.learn(lesson(account, { key: 'arn:bob', regions: ['eu-west-2'] }));

      const { subject, account: ofAccount } = await baseline.read(
        { account, key: 'arn:bob' },
        TODAY,
      );

      expect(subject.regions).toEqual(new Set(['eu-west-2']));
      expect(ofAccount?.regions).toEqual(new Set(['eu-west-1', 'eu-west-2']));
    });

    it('keeps accounts apart, also those that are not numbers', async () => {
      const account = newAccount();
      await baseline.learn(lesson(account, {}));

      expect(await baseline.read({ account: `arn:${account}`, key: 'arn:alice' }, TODAY)).toEqual(
        NOTHING,
      );
    });

    it.each([
      { day: TODAY + 1, isHistory: false },
      { day: TODAY, isHistory: false },
      { day: TODAY - 1, isHistory: true },
      { day: TODAY - 30, isHistory: true },
      { day: TODAY - 31, isHistory: false },
    ])('counts day $day as history: $isHistory', async ({ day, isHistory }) => {
      const account = newAccount();
      await baseline.learn(lesson(account, { day }));

      const {
        since,
        subject,
        account: ofAccount,
      } = await baseline.read({ account, key: 'arn:alice' }, TODAY);

      expect(since).toBe(day);
      expect(subject.isKnown).toBe(isHistory);
      expect(subject.regions.size).toBe(isHistory ? 1 : 0);
      expect(ofAccount?.regions.size).toBe(isHistory ? 1 : 0);
    });

    it('knows since when it knows an account, however quiet it has been', async () => {
      const account = newAccount();
      for (const day of [TODAY - 100, TODAY - 200, TODAY - 50]) {
        await baseline.learn(lesson(account, { day }));
      }
      const other = await openBaseline();
      await other.learn(lesson(account, { day: TODAY - 60 }));

      const { since, subject } = await other.read({ account, key: 'arn:alice' }, TODAY);

      expect(since).toBe(TODAY - 200);
      expect(subject.isKnown).toBe(false);
    });

    it('returns what it knows about a day', async () => {
      const account = newAccount();
      await baseline.learn(lesson(account, { regions: ['eu-west-1'] }));

      const { regions } = await baseline.learn(lesson(account, { regions: ['eu-west-2'] }));

      expect(regions).toEqual(new Set(['eu-west-1', 'eu-west-2']));
    });

    it('takes source IPs only together with new regions, as a day takes one write per region', async () => {
      const account = newAccount();
      for (const [region, address] of [
        ['eu-west-1', '192.0.2.1'],
        ['eu-west-1', '192.0.2.2'],
        ['eu-west-2', '192.0.2.3'],
      ] as const) {
        await baseline.learn(lesson(account, { regions: [region], addresses: [address] }));
      }

      const { subject } = await baseline.read({ account, key: 'arn:alice' }, TODAY);

      expect(subject.addresses).toEqual(new Set(['192.0.2.1', '192.0.2.3']));
    });

    it('limits the regions and source IPs of a day', async () => {
      const account = newAccount();
      const regions = numbered(1000, 'region-');
      const addresses = numbered(10_000, '2001:db8::');
      for (let at = 0; at < regions.length; at += 100) {
        await baseline.learn(
          lesson(account, {
            regions: regions.slice(at, at + 100),
            addresses: addresses.slice(at * 10, at * 10 + 1000),
          }),
        );
      }

      const { subject } = await baseline.read({ account, key: 'arn:alice' }, TODAY);

      expect(subject.regions).toEqual(new Set(regions.slice(0, MAX_DAY_REGIONS)));
      expect(subject.addresses).toEqual(new Set(addresses.slice(0, MAX_DAY_ADDRESSES)));
    });

    it('knows the same regions whatever the order of lessons, and however often they come', async () => {
      const anyLesson = fc.record({
        key: fc.constantFrom('arn:alice', 'arn:bob'),
        day: fc.integer({ min: TODAY - 33, max: TODAY + 1 }),
        regions: fc.uniqueArray(fc.constantFrom('eu-west-1', 'eu-west-2', 'us-east-1', 'x'), {
          minLength: 1,
        }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyLesson, { minLength: 1, maxLength: 6 }).chain((lessons) =>
            fc.tuple(
              fc.constant(lessons),
              fc.shuffledSubarray([...lessons, ...lessons], {
                minLength: lessons.length * 2,
              }),
            ),
          ),
          async ([lessons, shuffled]) => {
            const known = [];
            for (const taught of [lessons, shuffled]) {
              const account = newAccount();
              for (const overrides of taught) {
                await baseline.learn(lesson(account, { ...overrides, addresses: [] }));
              }
              known.push(await baseline.read({ account, key: 'arn:bob' }, TODAY));
            }

            expect(known[1]).toEqual(known[0]);
          },
        ),
        { numRuns: caseCount(20) },
      );
    });

    it('learns from many at once', async () => {
      const account = newAccount();
      const regions = numbered(17, 'eu-west-');

      await Promise.all(
        regions.map(async (region) => {
          const learner = await openBaseline();
          await learner.learn(lesson(account, { regions: [region] }));
        }),
      );

      const { subject } = await baseline.read({ account, key: 'arn:alice' }, TODAY);
      expect(subject.regions).toEqual(new Set(regions));
    });
  });
}
