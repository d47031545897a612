import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import type { Finding } from '../../../src/detection/finding';
import { leadOf } from '../../../src/detection/incident/incident';
import { localFunction } from '../../../tools/bench/local-function';
import { realisticDay, stretchOfDay } from '../../../tools/bench/traffic/day';
import type { DeliveredEvent } from '../../../tools/bench/traffic/deliveries';
import { burst, flood } from '../../../tools/bench/traffic/flood';
import {
  eventInvocations,
  type Invocation,
  overlapping,
} from '../../../tools/bench/traffic/invocations';
import { generateTrail } from '../../../tools/samples/generate-trail';
import { LIMITS } from '../../support/detection';

const day = realisticDay();
const flooded = flood(2000);

describe.each([
  ['the day', day],
  ['the flood', flooded],
])('the events of %s', (_name, deliveries) => {
  it.each([1, 5])('arrive one by one, %d processes in turn', (processes) => {
    const invocations = eventInvocations(deliveries, processes);

    const events = invocations.flatMap((invocation) => invocation.events);
    expect(events).toHaveLength(deliveries.length);
    expect(events.filter((event, index) => event !== deliveries[index])).toEqual([]);
    expect(new Set(invocations.map(({ process }) => process)).size).toBe(processes);
  });
});

describe.each([
  ['the flood', flooded],
  ['the burst', burst(2000)],
])('%s', (_name, deliveries) => {
  it('is by one principal in one window, with another user agent each time', () => {
    const details = deliveries.map(({ event }) => event.detail as Record<string, string>);

    expect(new Set(details.map(({ userIdentity }) => JSON.stringify(userIdentity))).size).toBe(1);
    expect(new Set(details.map(({ userAgent }) => userAgent)).size).toBe(2000);
    const windows = details.map(({ eventTime = '' }) => Math.floor(Date.parse(eventTime) / 30_000));
    expect(new Set(windows).size).toBe(1);
  });
});

it('the burst has the calls of the flood in less than a window', () => {
  const events = burst(2000);

  const idsOf = (deliveries: readonly DeliveredEvent[]) =>
    deliveries.map(({ event }) => (event.detail as { eventID: string }).eventID).sort();
  expect(idsOf(events)).toEqual(idsOf(flooded));
  const times = events.map(({ deliveredAt }) => deliveredAt);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(30_000);
});

it('invocations overlap that begin within 50 ms of the first, each in a process of its own', () => {
  const [first] = eventInvocations(flooded, 1) as [Invocation];
  const invocations = [
    [0, 0],
    [49, 1],
    [50, 2],
    [60, 0],
    [70, 2],
    [70, 1],
  ].map(([at = 0, process = 0]) => ({ ...first, at, process }));

  const groups = overlapping(invocations);

  expect(groups.map((group) => group.map(({ at, process }) => [at, process]))).toEqual([
    [
      [0, 0],
      [49, 1],
    ],
    [
      [50, 2],
      [60, 0],
    ],
    [
      [70, 2],
      [70, 1],
    ],
  ]);
});

describe('the stretch of the day', () => {
  it('has about an eighth of its calls, and most of its principals', () => {
    const stretch = stretchOfDay();
    const principalsOf = (deliveries: readonly DeliveredEvent[]) =>
      new Set(
        deliveries.map(({ event }) =>
          JSON.stringify((event.detail as Record<string, { arn?: string }>)['userIdentity']?.arn),
        ),
      ).size;

    expect(stretch.length / day.length).toBeCloseTo(1 / 8, 2);
    expect(principalsOf(stretch) / principalsOf(day)).toBeGreaterThan(0.5);
  });
});

describe('the day', () => {
  it('is the same each time it is made', () => {
    const digestOf = (deliveries: typeof day) =>
      sha256Digest(
        JSON.stringify(
          deliveries.map(({ deliveredAt, event: { detail } }) => [deliveredAt, detail]),
        ),
      );

    expect(digestOf(realisticDay())).toBe(digestOf(day));
  });

  it('has some tens of thousands of calls of many principals, and the incidents of the sample trail alone', async () => {
    const published: Finding[] = [];
    let now = 0;
    const handler = localFunction({
      store: createMemorySweepStore(LIMITS),
      notifier: {
        async publish({ kind, incident }) {
          if (kind === 'opened') {
            published.push(leadOf(incident));
          }
        },
      },
      clock: () => now,
      metrics: { record: () => {} },
    });
    for (const { at, payload } of eventInvocations(day, 1)) {
      now = at;
      await handler(payload);
    }

    expect(day.length).toBeGreaterThan(20_000);
    const expected = generateTrail().expected.filter(({ windowings }) =>
      windowings.includes(DEFAULT_CONFIG.windowing),
    );
    // One principal sweeps twice, in one incident.
    const principals = new Set(expected.map(({ principalArn }) => `arn:${principalArn}`));
    expect(published.map(({ principal }) => principal.key).sort()).toEqual([...principals].sort());
  });
});
