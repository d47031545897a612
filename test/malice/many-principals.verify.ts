import { callCodec } from '../../src/adapters/dynamodb/call-codec';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import type { Finding } from '../../src/detection/finding';
import { leadOf } from '../../src/detection/incident/incident';
import type { JsonObject } from '../../src/detection/json';
import type { Call } from '../../src/detection/model';
import { notificationIn } from '../faults/inbox';
import { settingsOf } from '../support/calls';
import { colliding } from '../support/colliding';
import { cloudWatchSums } from '../support/emf';
import { IS_LONG_RUN, noteCount } from '../support/long-run';
import {
  expectOrderlyLog,
  expectOrderlyMessages,
  expectSmallItems,
} from './support/expect-orderly';
import { eventOf, sweepRecord, userRecord, WINDOW_START } from './support/hostile-calls';
import type { Usage } from './support/metered-dynamodb';
import { MONITORED_REGIONS, type Surroundings, startSurroundings } from './support/warm-functions';

const PRINCIPALS = IS_LONG_RUN ? 10_000 : 200;
const REGION_NAMES = IS_LONG_RUN ? 10_000 : 1_000;
const GROUP = 100;

let surroundings: Surroundings;

beforeEach(async () => {
  surroundings = await startSurroundings();
});

afterEach(() => surroundings.stop());

/** The findings that lead the notifications. */
function findings(): Finding[] {
  return surroundings.topic.messages.map((message) => leadOf(notificationIn(message).incident));
}

/** The call, the lesson, and once the day from which the account is known: principals at once may each try that. */
function expectWritesOfGroup({ writeUnits, refusedWrites }: Usage = {} as Usage): void {
  expect(refusedWrites).toBeLessThan(8);
  expect(writeUnits).toBe(2 * GROUP + 1 + refusedWrites);
}

describe('calls of many principals in one window', () => {
  it.each(['one by one', 'in groups'] as const)(
    'cost the same for each, and notify only of those that sweep (%s)',
    async (arrival) => {
      const { database, topic, log } = surroundings;
      const detect = surroundings.start();
      const usages: Usage[] = [];
      for (let first = 0; first < PRINCIPALS; first += GROUP) {
        const events = Array.from({ length: GROUP }, (_, offset) =>
          eventOf(userRecord(first + offset, offset)),
        );
        for (const event of arrival === 'in groups' ? [events] : events) {
          await detect(event);
        }
        usages.push(database.usage());
      }
      const sweep = Array.from({ length: 10 }, (_, index) => eventOf(userRecord(3, 3 + index)));
      for (const event of sweep) {
        await detect(event);
      }

      const [first] = usages;
      const [before, last] = usages.slice(-2);
      expectWritesOfGroup(first);
      expect(last?.writeUnits).toBe((before?.writeUnits ?? 0) + 2 * GROUP);
      const further = (last?.requests ?? 0) - (before?.requests ?? 0);
      expect(further).toBeLessThanOrEqual(first?.requests ?? 0);
      await expectSmallItems(database);
      // The user's first call was repeated under another id.
      expect(findings().map(({ principal }) => principal.arn)).toEqual([
        'arn:aws:iam::111122223333:user/user-3',
      ]);
      expectOrderlyMessages(topic.messages);
      expectOrderlyLog(log);
      noteCount('calls of many principals in one window', arrival, {
        principals: PRINCIPALS,
        ...database.usage(),
      });
    },
  );
});

describe('regions that AWS does not have', () => {
  it.each(['one by one', 'in groups'] as const)(
    'cost nothing beyond a limit, and are one region in the metrics (%s)',
    async (arrival) => {
      const { database, topic, log } = surroundings;
      const detect = surroundings.start();
      const events = Array.from({ length: REGION_NAMES }, (_, index) =>
        eventOf(sweepRecord(index, { awsRegion: `moon-${index}-${'x'.repeat(index % 300)}` })),
      );
      const deliveries =
        arrival === 'one by one'
          ? events
          : Array.from({ length: REGION_NAMES / GROUP }, (_, index) =>
              events.slice(index * GROUP, (index + 1) * GROUP),
            );
      const half = Math.floor(deliveries.length / 2);
      for (const delivery of deliveries.slice(0, half)) {
        await detect(delivery);
      }
      const before = database.usage();

      for (const delivery of deliveries.slice(half)) {
        await detect(delivery);
      }

      expect(before.writeUnits).toBeGreaterThan(0);
      expect(database.usage().writeUnits).toBe(before.writeUnits);
      await expectSmallItems(database);
      expect(topic.messages).toHaveLength(1);
      expectOrderlyMessages(topic.messages);
      expectOrderlyLog(log);
      const documents = log
        .lines()
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((document) => '_aws' in document);
      const byRegion = Object.entries(cloudWatchSums(documents)).filter(([metric]) =>
        metric.startsWith('Calls{region='),
      );
      expect(byRegion).toEqual([
        ['Calls{region=other,ruleId=describe-instances,service=regionsweep}', REGION_NAMES],
      ]);
      noteCount('regions that AWS does not have', arrival, {
        regions: REGION_NAMES,
        ...database.usage(),
      });
    },
  );

  it('have metrics of their own only if they are known', async () => {
    const { log } = surroundings;
    const detect = surroundings.start();
    const regions = [...MONITORED_REGIONS, 'other', '__proto__', 'constructor', 'eu-west-1', ' '];

    await detect({ Records: regions.map((awsRegion) => sweepRecord(1, { awsRegion })) });

    const documents = log.lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(cloudWatchSums(documents)).toEqual({
      'Calls{service=regionsweep}': regions.length,
      'Calls{region=us-east-1,ruleId=describe-instances,service=regionsweep}': 1,
      'Calls{region=eu-central-1,ruleId=describe-instances,service=regionsweep}': 1,
      'Calls{region=other,ruleId=describe-instances,service=regionsweep}': regions.length - 2,
    });
  });
});

/** The number of hexadecimal digits that references to regions and callers once had, so that digests could collide. */
const SHORT_DIGITS = 6;

describe('names made to collide', () => {
  it('count as separate regions', async () => {
    const detect = surroundings.start();
    const regions = Array.from({ length: 5 }, (_, pair) =>
      colliding((number) => `moon-${pair}-${number}`, sha256Digest, SHORT_DIGITS),
    ).flat();

    for (const [index, awsRegion] of regions.entries()) {
      await detect(eventOf(sweepRecord(index, { awsRegion })));
    }

    expect(regions).toHaveLength(10);
    expect(findings().map(({ evidence }) => evidence.regions)).toEqual([[...regions].sort()]);
  });

  it('hide no source IP behind another', async () => {
    const detect = surroundings.start();
    const disguise = (name: string): JsonObject => ({
      userAgent: `agent/${name}`,
      sourceIPAddress: `198.51.100.${Number(name) % 256}`,
    });
    const pair = colliding(String, (name) => digestOfCaller(disguise(name)), SHORT_DIGITS);
    const disguises = pair.map(disguise);

    for (let index = 0; index < 10; index += 1) {
      await detect(eventOf(sweepRecord(index, disguises[index % 2])));
    }

    expect(findings().map(({ evidence }) => evidence)).toMatchObject([
      {
        callCount: 10,
        sourceIps: disguises.map(({ sourceIPAddress }) => sourceIPAddress).sort(),
        userAgents: disguises.map(({ userAgent }) => userAgent).sort(),
        capped: [],
      },
    ]);
  });
});

/** The digest of the text by which an item keeps a caller. */
function digestOfCaller(overrides: JsonObject): string {
  const { calls } = takeCalls([{ kind: 'record', record: sweepRecord(0, overrides) }], {
    settings: settingsOf(),
    digest: sha256Digest,
  });
  const [{ principal }] = calls as [Call];
  return sha256Digest(
    callCodec(sha256Digest, principal).encode(calls, WINDOW_START).callers[0] ?? '',
  );
}
