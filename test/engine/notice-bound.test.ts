import { createMemoryAllowance } from '../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import type { EventNotice, OperatorsNotice } from '../../src/detection/operators-notice';
import { createNoticeBound } from '../../src/engine/notice-bound';
import type { Allowance } from '../../src/ports/allowance';
import type { BoundTask } from '../../src/ports/task-timer';
import { createVirtualTime, perSecond } from '../support/virtual-time';

function createBench(allowance: Allowance = createMemoryAllowance()) {
  const time = createVirtualTime();
  const sent: { readonly at: number; readonly notice: OperatorsNotice }[] = [];
  const tasks = new Map<string, { task: BoundTask; at: number }>();
  const failures: unknown[] = [];
  const bound = createNoticeBound({
    allowance,
    backlog: createMemoryBacklog(),
    notices: {
      publishGathered: async () => {},
      publishToOperators: async (notice) => void sent.push({ at: time.now(), notice }),
    },
    clock: time.now,
    sleep: time.sleep,
    onFailure: (error) => void failures.push(error),
  });
  let events = 0;
  return {
    sent,
    failures,
    gather: (start: number) => bound.gather(start),
    kinds: () => sent.map(({ notice }) => notice.kind),
    /** Receives an event after some milliseconds. */
    receive(kind: EventNotice['kind'], account: string, after = 0, errorCode?: string): void {
      const place = { id: `${events++}`, account, region: 'us-east-1', time: '' };
      const notice = {
        kind,
        ...place,
        eventName: 'StopLogging',
        caller: 'x',
        errorCode,
      } as EventNotice;
      time.runAt(time.now() + after, async () => {
        await bound.send(notice, {
          setTask: async (task, at) => void tasks.set(`${task.kind} ${task.start}`, { task, at }),
        });
      });
    },
    async settle(): Promise<void> {
      await time.settle();
      for (const { task, at } of tasks.values()) {
        time.runAt(at, async () => void (await bound.gather(task.start)));
      }
      await time.settle();
    },
  };
}

describe('createNoticeBound', () => {
  it('sends ten notices per account and hour, one a second, and counts the others', async () => {
    const bench = createBench();
    for (let event = 0; event < 100; event += 1) {
      bench.receive('forwarder-alarm', '444455556666', event * 2000);
    }
    await bench.settle();

    expect(bench.kinds().filter((kind) => kind === 'forwarder-alarm')).toHaveLength(10);
    expect(bench.sent.at(-1)?.notice).toMatchObject({
      kind: 'gathered',
      total: 90,
      tamperingCount: 0,
      accounts: [{ account: '444455556666', count: 90 }],
      accountCount: 1,
    });
  });

  it('brings 1,700 alarms of forwarders at once to a few messages, one a second', async () => {
    const bench = createBench();
    for (let event = 0; event < 1700; event += 1) {
      bench.receive('forwarder-alarm', `account-${event % 100}`);
    }
    await bench.settle();

    const alarms = bench.sent.filter(({ notice }) => notice.kind === 'forwarder-alarm');
    expect(alarms.length).toBeLessThanOrEqual(60);
    expect(perSecond(bench.sent.map(({ at }) => at))[0]).toBe(1);
    const summaries = bench.sent.flatMap(({ notice }) =>
      notice.kind === 'gathered' ? [notice] : [],
    );
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toMatchObject({ total: 1700 - alarms.length, accountCount: 100 });
    expect(summaries[0]?.accounts).toHaveLength(10);
  });

  it('keeps room for tampering, whatever the alarms of an account do', async () => {
    const bench = createBench();
    for (let event = 0; event < 100; event += 1) {
      bench.receive('forwarder-alarm', '444455556666', event * 100);
    }
    bench.receive('tampering', '444455556666', 60_000);
    await bench.settle();

    expect(bench.kinds()).toContain('tampering');
  });

  it('keeps room for a call that succeeds, whatever attempts fail', async () => {
    const bench = createBench();
    for (let event = 0; event < 100; event += 1) {
      const account = `account-${event % 10}`;
      bench.receive('tampering', account, 0, 'AccessDenied');
      bench.receive('tampering', account, 60_000 + event * 1000, 'AccessDenied');
    }
    bench.receive('tampering', 'account-0', 1);
    bench.receive('tampering', 'account-0', 200_000);
    await bench.settle();

    const done = bench.sent.filter(
      ({ notice }) => notice.kind === 'tampering' && notice.errorCode === undefined,
    );
    expect(done).toHaveLength(2);
  });

  it('says how many gathered calls succeeded, and names their accounts first', async () => {
    const bench = createBench();
    for (let event = 0; event < 12; event += 1) {
      bench.receive('tampering', 'quiet', event * 1000);
    }
    for (let event = 0; event < 400; event += 1) {
      bench.receive('tampering', `loud-${event % 12}`, 0, 'AccessDenied');
    }
    await bench.settle();

    const summary = bench.sent.at(-1)?.notice;
    expect(summary).toMatchObject({ kind: 'gathered', doneCount: 2, accountCount: 13 });
    expect(summary?.kind === 'gathered' && summary.accounts[0]).toEqual({
      account: 'quiet',
      count: 2,
    });
  });

  it('sends without a bound while the allowance does not answer', async () => {
    const bench = createBench({ take: () => Promise.reject(new Error('DynamoDB is down')) });
    for (let event = 0; event < 20; event += 1) {
      bench.receive('tampering', '444455556666');
    }
    await bench.settle();

    expect(bench.sent).toHaveLength(20);
    expect(bench.failures).toHaveLength(20);
  });

  it('publishes no summary of a period without held notices', async () => {
    const bench = createBench();

    expect(await bench.gather(1_773_750_000)).toBe(0);
    expect(bench.sent).toEqual([]);
  });
});
