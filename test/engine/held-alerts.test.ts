import { createMemoryBacklog } from '../../src/adapters/memory/memory-backlog';
import type { GatheredAlerts } from '../../src/detection/gathered-alerts';
import { GATHER_SECONDS } from '../../src/engine/gathering';
import { createHeldAlerts } from '../../src/engine/held-alerts';
import { longTermKeySweep } from '../support/findings';
import { opened } from '../support/notifications';

const START = GATHER_SECONDS * 1008;
const HOUR = 3600;

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
    gather: (why: GatheredAlerts['why'] = 'bound') => held.gather(why, START),
    hold: (id: string, why: GatheredAlerts['why'] = 'bound') =>
      held.hold(opened({ ...longTermKeySweep(), incidentId: id }), why, {
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

  it('publishes a summary of its own for an hour of alerts about old incidents', async () => {
    const bench = createBench();
    await bench.hold('a');
    await bench.hold('b', 'old');
    await bench.hold('c', 'old');

    expect(START % HOUR).toBe(0);
    expect([...bench.appointments]).toEqual([[START, (START + HOUR + 60) * 1000]]);
    expect([await bench.gather('old'), await bench.gather()]).toEqual([2, 1]);
    expect(bench.published).toMatchObject([
      { why: 'old', total: 2, incidentIds: ['b', 'c'] },
      { why: 'bound', total: 1, incidentIds: ['a'] },
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
