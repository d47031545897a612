import { createPatientRead } from '../../src/engine/patience';

const broken = async (): Promise<never> => {
  throw new Error('Throttled.');
};

describe('a patient read', () => {
  it('reuses what it read for one minute, and reads once for simultaneous requests', async () => {
    let now = 0;
    let reads = 0;
    const read = createPatientRead({ clock: () => now });
    const next = async () => {
      reads += 1;
      return reads;
    };

    const together = await Promise.all([read('a', next), read('a', next), read('b', next)]);
    expect(together.map((answer) => answer.ok && answer.value)).toEqual([1, 1, 2]);

    now = 59_999;
    expect(await read('a', next)).toEqual({ ok: true, value: 1 });
    now = 60_000;
    expect(await read('a', next)).toEqual({ ok: true, value: 3 });
  });

  it('reads nothing new for ten seconds after a failure, which it does not remember', async () => {
    let now = 0;
    const read = createPatientRead({ clock: () => now });
    const answer = { ok: true, value: 'x' };
    const works = async () => 'x';
    expect(await read('known', works)).toEqual(answer);

    expect(await read('a', broken)).toEqual({ ok: false, why: 'error' });

    now = 9999;
    expect(await read('a', works)).toEqual({ ok: false, why: 'error' });
    expect(await read('b', works)).toEqual({ ok: false, why: 'error' });
    expect(await read('known', broken)).toEqual(answer);
    now = 10_000;
    expect(await read('a', works)).toEqual(answer);
  });

  it('forgets the oldest of more than 500 answers', async () => {
    const read = createPatientRead({ clock: () => 0 });
    for (let number = 0; number <= 500; number += 1) {
      await read(String(number), async () => number);
    }

    expect(await read('0', async () => 'again')).toEqual({ ok: true, value: 'again' });
    expect(await read('500', async () => 'again')).toEqual({ ok: true, value: 500 });
  });
});
