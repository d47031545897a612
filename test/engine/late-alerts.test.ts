import { createMemoryAllowance } from '../../src/adapters/memory/memory-allowance';
import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import type { FindingChange, Notification } from '../../src/detection/notification';
import { createLateAlerts } from '../../src/engine/late-alerts';
import { longTermKeySweep } from '../support/findings';
import { createVirtualTime } from '../support/virtual-time';

const TIMER = { setTask: async () => {} };

function createBench() {
  const time = createVirtualTime();
  const sent: string[] = [];
  const rejected = new Set<string>();
  const late = createLateAlerts({
    backlog: createMemoryBacklog(),
    allowance: createMemoryAllowance(),
    notifier: {
      async publish({ finding }: Notification) {
        if (rejected.has(finding.id)) {
          throw new Error('SNS rejects it');
        }
        sent.push(finding.id);
      },
    },
    clock: time.now,
    sleep: time.sleep,
    onFailure: () => {},
  });
  return {
    sent,
    rejected,
    add: (id: string, detectedAt = '2026-03-17T12:00:00.000Z') =>
      late.add(
        { kind: 'opened', finding: { ...longTermKeySweep(), id, detectedAt } } as FindingChange,
        TIMER,
      ),
    send: () => time.run(() => late.send(TIMER)),
  };
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
});
