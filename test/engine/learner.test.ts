import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import type { Lesson } from '../../src/detection/baseline/lesson';
import type { Call } from '../../src/detection/model';
import { createLearner } from '../../src/engine/learner';
import type { Baseline } from '../../src/ports/baseline';
import { ALICE_ARN, callOf, sweepCalls, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';

const DAY = 86_400;
const ALICE = { account: '111122223333', key: ALICE_ARN };

/** A baseline that notes what it is asked to learn, and fails as long as it is broken. */
function watchedBaseline(): Baseline & { readonly lessons: Lesson[]; isBroken: boolean } {
  const baseline = createMemoryBaseline();
  const watched = {
    ...baseline,
    lessons: [] as Lesson[],
    isBroken: false,
    async learn(lesson: Lesson) {
      watched.lessons.push(lesson);
      if (watched.isBroken) {
        throw new Error('The table is throttled.');
      }
      return baseline.learn(lesson);
    },
  };
  return watched;
}

describe('a learner', () => {
  it('learns who was where on which day', async () => {
    const baseline = watchedBaseline();
    const learner = createLearner({ baseline, clock: () => 0 });

    await learner.learn(sweepCalls(3));

    expect((await baseline.read(ALICE, 1)).subject).toEqual({
      isKnown: true,
      regions: new Set(['region-0', 'region-1', 'region-2']),
      addresses: new Set(['198.51.100.7']),
    });
  });

  it('learns a region of a subject and day once', async () => {
    const baseline = watchedBaseline();
    const learner = createLearner({ baseline, clock: () => 0 });
    const calls = [0, 1, DAY, DAY + 1].flatMap((second) =>
      ['a', 'b'].map((region) => callOf({ eventId: uuid(second), second, region })),
    );

    for (const call of [...calls, ...calls]) {
      await learner.learn([call]);
    }

    expect(baseline.lessons.map(({ day, regions }) => `${day} ${regions}`)).toEqual([
      '0 a',
      '0 b',
      '1 a',
      '1 b',
    ]);
  });

  it('has next to nothing to learn from a flood, however many processes handle it', async () => {
    const baseline = watchedBaseline();
    const store = createMemorySweepStore(LIMITS);
    const learners = Array.from({ length: 10 }, () => createLearner({ baseline, clock: () => 0 }));
    const { principal, ruleId } = callOf({ eventId: uuid(0) });
    const partition = { principal, ruleId, windowSeconds: 30 };

    for (let number = 0; number < 3000; number += 1) {
      const call: Call = callOf({ eventId: uuid(number), region: `region-${number % 17}` });
      const { bucket } = await store.addCalls(partition, 0, [call]);
      await learners[number % learners.length]?.learn([call], bucket);
    }

    expect(baseline.lessons).toHaveLength(17);
  });

  it('does not ask again for what found no room', async () => {
    const baseline = watchedBaseline();
    const learner = createLearner({ baseline, clock: () => 0 });

    for (const call of [...sweepCalls(100), ...sweepCalls(100, { firstId: 500 })]) {
      await learner.learn([call]);
    }

    expect(baseline.lessons).toHaveLength(64);
  });

  it('remembers thousands of days, and asks again for the one that it forgot', async () => {
    const baseline = watchedBaseline();
    const learner = createLearner({ baseline, clock: () => 0 });
    const onDay = (day: number) => callOf({ eventId: uuid(day), second: day * DAY });
    for (let day = 0; day <= 5000; day += 1) {
      await learner.learn([onDay(day)]);
    }

    await learner.learn([onDay(1)]);
    expect(baseline.lessons).toHaveLength(5001);
    await learner.learn([onDay(0)]);
    expect(baseline.lessons).toHaveLength(5002);
  });

  it('reports failures without throwing them, and does not use a failing baseline for a minute', async () => {
    const baseline = watchedBaseline();
    const failures: unknown[] = [];
    let now = 0;
    const learner = createLearner({
      baseline,
      clock: () => now,
      onFailure: (error) => failures.push(error),
    });
    const call = callOf({ eventId: uuid(1) });

    baseline.isBroken = true;
    await learner.learn([call]);
    await learner.learn([call]);
    expect(baseline.lessons).toHaveLength(1);
    expect(failures).toEqual([new Error('The table is throttled.')]);

    baseline.isBroken = false;
    now = 60_000;
    await learner.learn([call]);
    expect((await baseline.read(ALICE, 1)).subject.isKnown).toBe(true);
  });

  it('does not wait for a baseline that does not answer', async () => {
    const failures: unknown[] = [];
    const learner = createLearner({
      baseline: { ...createMemoryBaseline(), learn: () => new Promise(() => {}) },
      clock: () => 0,
      deadlineMs: 1,
      onFailure: (error) => failures.push(error),
    });

    await learner.learn([callOf({ eventId: uuid(1) })]);

    expect(failures).toMatchObject([{ name: 'DeadlineError' }]);
  });
});
