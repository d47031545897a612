import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import type { GatheredAlerts } from '../../src/detection/gathered-alerts';
import { GATHER_SECONDS } from '../../src/engine/gathering';
import { createHeldAlerts } from '../../src/engine/held-alerts';
import { longTermKeySweep } from '../support/findings';
import { opened } from '../support/notifications';

const START = GATHER_SECONDS * 1000;

function createBench() {
  const published: GatheredAlerts[] = [];
  const appointments = new Map<number, number>();
  const held = createHeldAlerts({
    backlog: createMemoryBacklog(),
    clock: () => START * 1000,
    notices: {
      publishGathered: async (alerts) => void published.push(alerts),
      publishToOperators: async () => {},
    },
  });
  return {
    published,
    appointments,
    gather: () => held.gather(START),
    hold: (id: string) =>
      held.hold(opened({ ...longTermKeySweep(), incidentId: id }), {
        setTask: async ({ start }, at) => void appointments.set(start, at),
      }),
  };
}

describe('createHeldAlerts', () => {
  it('publishes one summary of a period, a minute after its end', async () => {
    const bench = createBench();
    await bench.hold('a');
    await bench.hold('b');

    expect([...bench.appointments]).toEqual([[START, (START + GATHER_SECONDS + 60) * 1000]]);
    expect(await bench.gather()).toBe(2);
    expect(bench.published).toEqual([
      expect.objectContaining({ total: 2, incidentIds: ['a', 'b'] }),
    ]);
  });

  it('counts an alert that it holds twice once', async () => {
    const bench = createBench();
    await bench.hold('a');
    await bench.hold('a');

    expect(await bench.gather()).toBe(1);
  });

  it('publishes nothing for a period without held alerts', async () => {
    const bench = createBench();

    expect(await bench.gather()).toBe(0);
    expect(bench.published).toEqual([]);
  });
});
