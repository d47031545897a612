import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import { leadOf } from '../../src/detection/incident/incident';
import { type Call, WINDOWINGS } from '../../src/detection/model';
import type { DetectionOutcome } from '../../src/engine/detection-outcome';
import { createDetector, type Detector } from '../../src/engine/detector';
import type { SweepStore } from '../../src/ports/sweep-store';
import { callOf, settingsOf, sweepCalls, uuid } from '../support/calls';
import { collectingNotifier, incidentsOrThrow, LIMITS, RULE_SEVERITY } from '../support/detection';

/** Three regions and three calls make a sweep. */
const SETTINGS = { minRegions: 3, minCalls: 3 };

const BOB = { kind: 'arn', key: 'arn:bob' } as const;
const CAROL = { kind: 'arn', key: 'arn:carol' } as const;

const BOB_CALLS = { principal: BOB, caller: { type: 'IAMUser', arn: 'bob' } };
const CAROL_CALLS = { principal: CAROL, caller: { type: 'IAMUser', arn: 'carol' } };

const ALICES = sweepCalls(3);
const BOBS = sweepCalls(3, { ...BOB_CALLS, firstId: 10 });
const CAROLS = sweepCalls(3, { ...CAROL_CALLS, firstId: 20 });

interface Parts {
  readonly windowing?: (typeof WINDOWINGS)[number];
  /** Principals whose calls the store refuses, by key, with the error; may be changed on the way. */
  readonly refused?: Map<string, Error>;
  readonly publish?: () => void;
  readonly clock?: () => number;
  readonly maxTrackedCalls?: number;
}

function detectorOf(parts: Parts = {}): Detector & { readonly published: Finding[] } {
  const notifier = collectingNotifier();
  const memory = createMemorySweepStore({ ...LIMITS, ...parts });
  const store: SweepStore = {
    ...memory,
    async addCalls(partition, bucket, calls) {
      const error = parts.refused?.get(partition.principal.key);
      if (error !== undefined) {
        throw error;
      }
      return memory.addCalls(partition, bucket, calls);
    },
  };
  const detector = createDetector({
    store,
    notifier: {
      async publish(notification) {
        parts.publish?.();
        await notifier.publish(notification);
      },
    },
    clock: parts.clock ?? (() => 0),
    digest: sha256Digest,
    settings: settingsOf({ ...SETTINGS, windowing: parts.windowing ?? 'sliding' }),
    severity: RULE_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes: 0,
    notifyFrom: 'low',
  });
  return { ...detector, published: notifier.published };
}

function findingsIn({ notifications }: DetectionOutcome): Finding[] {
  return notifications.map(({ notification }) => leadOf(notification.incident));
}

function principalsOf(findings: readonly Finding[]): string[] {
  return findings.map(({ principal }) => principal.key);
}

describe('the outcome of a batch', () => {
  it.each(WINDOWINGS)(
    'has the findings of all but the calls that failed, wherever these stand, under %s windows',
    async (windowing) => {
      for (const failing of [ALICES, BOBS, CAROLS]) {
        const error = new Error('The store is throttled.');
        const principal = (failing[0] as Call).principal.key;
        const detector = detectorOf({ windowing, refused: new Map([[principal, error]]) });

        const outcome = await detector.detect([...ALICES, ...BOBS, ...CAROLS]);

        const others = [ALICES, BOBS, CAROLS].filter((calls) => calls !== failing);
        expect(findingsIn(outcome)).toEqual(detector.published);
        expect(principalsOf(detector.published)).toEqual(
          others.map((calls) => (calls[0] as Call).principal.key),
        );
        expect(outcome.failures).toEqual([{ calls: failing, error }]);
      }
    },
  );

  it('has each failure with its own error and calls, in the order of the batch', async () => {
    const [first, second] = [new Error('first'), new Error('second')];
    const refused = new Map([
      [CAROL.key, second],
      [BOB.key, first],
    ]);

    const { failures } = await detectorOf({ refused }).detect([...BOBS, ...ALICES, ...CAROLS]);

    expect(failures).toEqual([
      { calls: BOBS, error: first },
      { calls: CAROLS, error: second },
    ]);
  });

  it('is made good by handling the failed calls alone', async () => {
    const refused = new Map([[BOB.key, new Error('The store is throttled.')]]);
    const detector = detectorOf({ refused });
    const { failures } = await detector.detect([...ALICES, ...BOBS]);
    refused.clear();

    const again = await detector.detect(failures.flatMap(({ calls }) => calls));

    expect(again.failures).toEqual([]);
    expect(principalsOf(findingsIn(again))).toEqual([BOB.key]);
    expect(detector.published).toHaveLength(2);
  });

  it('has the findings that were published before the same calls failed', async () => {
    const call = (number: number, second: number) =>
      callOf({ eventId: uuid(number), second, region: `region-${number}` });
    let publications = 0;
    const detector = detectorOf({
      publish: () => {
        publications += 1;
        if (publications === 2) {
          throw new Error('The topic is gone.');
        }
      },
    });
    await detector.detect([call(1, 5), call(2, 5), call(3, 80), call(4, 80)]);

    const outcome = await detector.detect([call(5, 30), call(6, 59)]);

    expect(findingsIn(outcome)).toEqual(detector.published);
    expect(findingsIn(outcome)).toHaveLength(1);
    expect(outcome.failures.map(({ calls }) => calls.length)).toEqual([2]);
  });

  it('has the sweeps that calls turned out to be part of, published or not, by group', async () => {
    const detector = detectorOf();
    const first = await detector.detect([...ALICES, ...BOBS.slice(1)]);
    const second = await detector.detect([...BOBS.slice(0, 1), ...ALICES, ...CAROLS.slice(1)]);

    const touched = ({ sweeps }: DetectionOutcome) =>
      sweeps.map(({ sweep }) => [sweep.principal.key, sweep.start, sweep.end]);
    expect(touched(first)).toEqual([[ALICES[0]?.principal.key, 0, 30]]);
    expect(touched(second)).toEqual([
      [BOB.key, 0, 30],
      [ALICES[0]?.principal.key, 0, 30],
    ]);
    expect(findingsIn(second)).toHaveLength(1);
  });

  it('has the time of each publication', async () => {
    let now = 1000;
    const detector = detectorOf({
      clock: () => now,
      publish: () => {
        now += 500;
      },
    });

    const first = await detector.detect(ALICES);
    const second = await detector.detect(BOBS);

    const notifications = [...first.notifications, ...second.notifications];
    expect(notifications.map(({ publishedAt }) => publishedAt)).toEqual([1500, 2000]);
  });
});

describe('the redeliveries of a batch', () => {
  it.each<[string, Call[], Call[], number]>([
    ['nothing of calls that are new', [], ALICES, 0],
    ['every call that came before', ALICES, ALICES, 3],
    ['those of every principal', [...ALICES, ...BOBS], [...BOBS.slice(1), ...ALICES], 5],
    ['a call that is twice in the batch', [], [...ALICES, ...ALICES.slice(0, 1)], 1],
    [
      'no call of another rule with the same id',
      ALICES,
      sweepCalls(3, { ruleId: 'get-service-quota' }),
      0,
    ],
  ])('count %s', async (_case, before, calls, expected) => {
    const detector = detectorOf();
    await detector.detect(before);

    const { redeliveries } = await detector.detect(calls);

    expect(redeliveries).toBe(expected);
  });

  it('count calls that were stored and then failed', async () => {
    const detector = detectorOf({
      publish: () => {
        throw new Error('The topic is gone.');
      },
    });
    const first = await detector.detect(ALICES);

    const second = await detector.detect(ALICES);

    expect(first).toMatchObject({ redeliveries: 0, failures: [{ calls: ALICES }] });
    expect(second).toMatchObject({ redeliveries: 3, failures: [{ calls: ALICES }] });
  });

  it('count no call that is skipped because a full bucket has its region', async () => {
    const detector = detectorOf({ maxTrackedCalls: 3 });
    await detector.detect(ALICES);

    const { redeliveries } = await detector.detect(ALICES);

    expect(redeliveries).toBe(0);
  });
});

describe('incidentsOrThrow', () => {
  it('returns the incidents where nothing failed', async () => {
    const detector = detectorOf();

    expect(incidentsOrThrow(await detector.detect(ALICES)).map(leadOf)).toEqual(detector.published);
    expect(detector.published).toHaveLength(1);
  });

  it('throws the first error where something failed', async () => {
    const refused = new Map([
      [BOB.key, new Error('first')],
      [CAROL.key, new Error('second')],
    ]);
    const outcome = await detectorOf({ refused }).detect([...ALICES, ...BOBS, ...CAROLS]);

    expect(() => incidentsOrThrow(outcome)).toThrow('first');
  });
});
