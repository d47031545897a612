import { createMemoryAllowance } from '../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import type { Notification } from '../../src/detection/notification';
import { CRITICAL_SECOND } from '../../src/engine/alert-bound';
import { createLateAlerts } from '../../src/engine/late-alerts';
import { renderMessage } from '../../src/notification/message';
import { largestSweep, longTermKeySweep } from '../support/findings';
import { incidentOf } from '../support/incidents';
import { opened } from '../support/notifications';
import { createVirtualTime } from '../support/virtual-time';

const TIMER = { setTask: async () => {} };

function createBench() {
  const time = createVirtualTime();
  const sent: string[] = [];
  const rejected = new Set<string>();
  const failures: unknown[] = [];
  const allowance = createMemoryAllowance();
  const bench = { isAllowanceDown: false };
  const late = createLateAlerts({
    backlog: createMemoryBacklog(),
    allowance: {
      async take(name, period) {
        if (bench.isAllowanceDown) {
          throw new Error('DynamoDB is down');
        }
        return allowance.take(name, period);
      },
    },
    notifier: {
      async publish({ incident }: Notification) {
        if (rejected.has(incident.id)) {
          throw new Error('SNS rejects it');
        }
        sent.push(incident.id);
      },
    },
    clock: time.now,
    sleep: time.sleep,
    onFailure: (error) => void failures.push(error),
  });
  return Object.assign(bench, {
    sent,
    rejected,
    failures,
    now: time.now,
    /** Other handlers use all of the next seconds. */
    useSeconds: async (count: number) => {
      const start = Math.floor(time.now() / 1000);
      for (let second = start; second < start + count; second += 1) {
        await allowance.take(CRITICAL_SECOND, { start: second, seconds: 1 });
      }
    },
    wait: (milliseconds: number) => time.run(() => time.sleep(milliseconds)),
    add: (id: string, detectedAt = '2026-03-17T12:00:00.000Z') =>
      late.add(opened({ ...longTermKeySweep(), incidentId: id, detectedAt }), TIMER),
    send: () => time.run(() => late.send(TIMER)),
  });
}

describe('createLateAlerts', () => {
  it('sends the oldest first, whatever their IDs, so that a flood delays each only once', async () => {
    const bench = createBench();
    await bench.add('z', '2026-03-17T12:00:00.000Z');
    for (let index = 0; index < 200; index += 1) {
      await bench.add(`a-${index}`, '2026-03-17T12:00:01.000Z');
    }
    await bench.send();

    expect(bench.sent[0]).toBe('z');
  });

  it('does not hold up alerts behind one that cannot be published', async () => {
    const bench = createBench();
    bench.rejected.add('a');
    await bench.add('a');
    await bench.add('b');

    await expect(bench.send()).rejects.toThrow('Could not send 1 late critical alert.');
    expect(bench.sent).toEqual(['b']);

    bench.rejected.clear();
    expect(await bench.send()).toBe(1);
    expect(bench.sent).toEqual(['b', 'a']);
  });

  it('sends the rest in a later run where other handlers use the next seconds', async () => {
    const bench = createBench();
    await bench.add('a');
    await bench.useSeconds(5);

    expect(await bench.send()).toBe(0);
    await bench.wait(5000);
    expect(await bench.send()).toBe(1);
    expect(bench.sent).toEqual(['a']);
  });

  it('sends one alert a second while the allowance does not answer', async () => {
    const bench = createBench();
    await bench.add('a');
    await bench.add('b');
    bench.isAllowanceDown = true;
    const start = bench.now();

    expect(await bench.send()).toBe(2);
    expect(bench.now() - start).toBe(2000);
    expect(bench.failures).toHaveLength(2);
  });

  it('keeps an entry below the limit of the backlog, whatever a caller chose', async () => {
    const sizes: number[] = [];
    const backlog = {
      ...createMemoryBacklog(),
      add: async (_list: string, { text }: { readonly text: string }) =>
        void sizes.push(Buffer.byteLength(text)),
    };
    const { now: clock, sleep } = createVirtualTime();
    const parts = { backlog, clock, sleep, allowance: createMemoryAllowance() };
    const publish = async (): Promise<void> => {};
    const late = createLateAlerts({ ...parts, notifier: { publish }, onFailure: () => {} });
    const largest = largestSweep();
    const findings = [1, 2, 3, 4, 5].map((id) => ({ ...largest, id: `${id}` }));
    const incident = incidentOf(findings as [Finding, ...Finding[]]);
    // The follow-up reads the incident from the message.
    const { bodies } = renderMessage(opened(incident));

    await late.add({ kind: 'opened', incident: JSON.parse(bodies.default) as Incident }, TIMER);

    expect(sizes).toEqual([expect.any(Number)]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200 * 1024);
  });

  it('sends nothing where nothing waits', async () => {
    expect(await createBench().send()).toBe(0);
  });
});
