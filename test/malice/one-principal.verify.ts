import { setTimeout as pause } from 'node:timers/promises';
import { leadOf } from '../../src/detection/incident/incident';
import type { GroupBy } from '../../src/detection/model';
import { notificationIn } from '../faults/inbox';
import { IS_LONG_RUN, noteCount } from '../support/long-run';
import {
  expectOrderlyLog,
  expectOrderlyMessages,
  expectSmallItems,
} from './support/expect-orderly';
import { disguisedSessionRecord, disguisedUserRecord, eventOf } from './support/hostile-calls';
import type { Usage } from './support/metered-dynamodb';
import {
  configOf,
  type Surroundings,
  startSurroundings,
  type WarmFunction,
} from './support/warm-functions';

/** Calls of one principal in one window. */
const BURST = 10_000;

/** Calls in `npm run verify`: enough to fill an item many times over. Tests assert that further calls cost nothing. */
const CALLS = IS_LONG_RUN ? BURST : 600;

/** Calls in one invocation, if they arrive in groups. */
const GROUP = 200;

/**
 * A flood by one caller takes a tenth of this, see `npm run bench -- flood`. Here each call has a source IP, user agent
 * and key of its own, so the item holds as many callers as it may, and each write costs by the size of the item.
 */
const MAX_WRITE_UNITS = { 'one by one': 0.12 * BURST, 'in groups': 0.01 * BURST };

/** The number of attempts at a delivery, and the shortest wait of Lambda, in milliseconds. */
const MAX_TRIES = 6;
const RETRY_MS = 10_000;

/** Delivers until it is handled: on a busy machine, requests may take longer than clients wait. */
async function deliver(detect: WarmFunction | undefined, event: unknown): Promise<void> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const result = await detect?.(event).catch(() => undefined);
    if (result !== undefined) {
      return;
    }
    await pause(RETRY_MS);
  }
  throw new Error(`Not handled in ${MAX_TRIES} tries.`);
}

/** How processes share the load. */
const SHARINGS = {
  /** They take events in turn. */
  async inTurn(functions: readonly WarmFunction[], events: readonly unknown[]) {
    for (const [index, event] of events.entries()) {
      await deliver(functions[index % functions.length], event);
    }
  },
  /** Each takes an event at the same time. */
  async atOnce(functions: readonly WarmFunction[], events: readonly unknown[]) {
    for (let first = 0; first < events.length; first += functions.length) {
      const round = events.slice(first, first + functions.length);
      await Promise.all(round.map((event, index) => deliver(functions[index], event)));
    }
  },
  /** One takes over from the other, and sees the item only once it is full. */
  async oneAfterTheOther(functions: readonly WarmFunction[], events: readonly unknown[]) {
    const share = Math.ceil(events.length / functions.length);
    for (const [index, event] of events.entries()) {
      await deliver(functions[Math.floor(index / share)], event);
    }
  },
};

interface Burst {
  readonly groupBy: GroupBy;
  readonly arrival: keyof typeof MAX_WRITE_UNITS;
  readonly processes: number;
  readonly sharing: keyof typeof SHARINGS;
}

const SHORT: readonly Burst[] = [
  { groupBy: 'role', arrival: 'one by one', processes: 1, sharing: 'inTurn' },
  { groupBy: 'role', arrival: 'one by one', processes: 20, sharing: 'oneAfterTheOther' },
  { groupBy: 'arn', arrival: 'in groups', processes: 1, sharing: 'inTurn' },
  { groupBy: 'role', arrival: 'in groups', processes: 5, sharing: 'atOnce' },
];

const LONG: readonly Burst[] = (['arn', 'role'] as const).flatMap((groupBy) =>
  (['one by one', 'in groups'] as const).flatMap((arrival) => [
    { groupBy, arrival, processes: 1, sharing: 'inTurn' as const },
    ...[5, 20].flatMap((processes) =>
      (Object.keys(SHARINGS) as (keyof typeof SHARINGS)[]).map((sharing) => ({
        groupBy,
        arrival,
        processes,
        sharing,
      })),
    ),
  ]),
);

let surroundings: Surroundings;

beforeEach(async () => {
  surroundings = await startSurroundings();
});

afterEach(() => surroundings.stop());

function eventsOf({ groupBy, arrival }: Burst): unknown[] {
  const recordOf = groupBy === 'role' ? disguisedSessionRecord : disguisedUserRecord;
  const events = Array.from({ length: CALLS }, (_, index) => eventOf(recordOf(index)));
  return arrival === 'one by one'
    ? events
    : Array.from({ length: CALLS / GROUP }, (_, index) =>
        events.slice(index * GROUP, (index + 1) * GROUP),
      );
}

function difference(after: Usage, before: Usage): Usage {
  return {
    requests: after.requests - before.requests,
    writeUnits: after.writeUnits - before.writeUnits,
    readUnits: after.readUnits - before.readUnits,
    refusedWrites: after.refusedWrites - before.refusedWrites,
  };
}

describe('calls of one principal in one window, each in another disguise', () => {
  it.each(IS_LONG_RUN ? LONG : SHORT)(
    'cost a share of a write each: by $groupBy, $arrival, $processes processes $sharing',
    async (burst) => {
      const { database, topic, log } = surroundings;
      const config = configOf({ groupBy: burst.groupBy });
      const functions = Array.from({ length: burst.processes }, () => surroundings.start(config));
      const events = eventsOf(burst);
      const share = SHARINGS[burst.sharing];
      // If one process follows the other, the last ones are as cold as the first.
      const isAlike = burst.sharing !== 'oneAfterTheOther';
      const tenth = isAlike ? Math.floor(events.length / 10) : 0;

      await share(functions, events.slice(0, tenth));
      const first = database.usage();
      await share(functions, events.slice(tenth, events.length - tenth));
      const middle = database.usage();
      await share(functions, events.slice(events.length - tenth));
      const total = database.usage();

      expect(total.writeUnits).toBeGreaterThan(0);
      expect(total.writeUnits).toBeLessThanOrEqual(MAX_WRITE_UNITS[burst.arrival]);
      const last = difference(total, middle);
      expect(last.writeUnits).toBe(0);
      expect(last.requests).toBeLessThanOrEqual(first.requests);
      const itemBytes = await expectSmallItems(database);
      expect(topic.messages).toHaveLength(1);
      expectOrderlyMessages(topic.messages);
      expectOrderlyLog(log);
      const { groupBy, arrival, processes, sharing } = burst;
      noteCount(
        `${CALLS.toLocaleString('en-US')} calls of one principal in one window`,
        `by ${groupBy}, ${arrival}, ${processes} processes ${sharing}`,
        { ...total, itemBytes },
      );
    },
  );

  it('hide no source IP, key or session that fits', async () => {
    const { topic } = surroundings;
    const detect = surroundings.start(configOf({ groupBy: 'role' }));

    for (let index = 0; index < 12; index += 1) {
      await detect(eventOf(disguisedSessionRecord(index)));
    }

    const [finding] = topic.messages.map((message) => leadOf(notificationIn(message).incident));
    expect(finding?.evidence.callCount).toBe(10);
    expect(finding?.evidence.sourceIps.length).toBeGreaterThanOrEqual(4);
    expect(finding?.evidence.capped).toEqual(
      expect.arrayContaining(['sourceIps', 'userAgents', 'accessKeyIds']),
    );
  });
});
