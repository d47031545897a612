import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { type Sweep, sweepCountOf } from '../../src/detection/incident/ledger';
import { type Call, WINDOWINGS } from '../../src/detection/model';
import { LEASE_MS } from '../../src/engine/incident-publisher';
import { createJudge } from '../../src/engine/judge';
import { ALICE_ARN, callOf, settingsOf, uuid } from '../support/calls';
import { LIMITS, RISING_SEVERITY } from '../support/detection';
import {
  type Break,
  BrokenError,
  createWorld,
  UNPUBLISHED,
  type World,
  type WorldParts,
} from '../support/processes';

/** Three regions and three calls make a sweep. */
const THRESHOLDS = { minRegions: 3, minCalls: 3 };

const { caller } = callOf({ eventId: uuid(1) });

/** When Lambda tries again. */
const RETRY_MS = 60_000;
const MINUTE_MS = 60_000;

function worldOf(parts: Partial<WorldParts> = {}): World {
  return createWorld({ settings: settingsOf(THRESHOLDS), severity: RISING_SEVERITY, ...parts });
}

let calls = 0;

/** A call at a second in a region of its own. */
function at(second: number, overrides: Partial<Call> = {}): Call {
  calls += 1;
  return callOf({ eventId: uuid(calls), region: `region-${calls}`, second, ...overrides });
}

/** Makes a sweep of medium severity. */
function denied(second: number): Call {
  return at(second, { caller: { ...caller, type: 'IAMUser', errorCode: 'AccessDenied' } });
}

/** Makes a sweep of high severity. */
function byRoot(second: number): Call {
  return at(second, { caller: { ...caller, type: 'Root' } });
}

/** Three calls, which are a sweep of low severity. */
function sweepAt(second: number): [Call, Call, Call] {
  return [at(second), at(second), at(second)];
}

/** The notifications, in short: the kind, the severities, the audience. */
function published({ notifications }: World): string[] {
  return notifications.map((notification) => {
    const { kind, incident, audience } = notification;
    const rise =
      notification.kind === 'closed' ||
      notification.kind === 'updated' ||
      notification.from === undefined
        ? ''
        : `${notification.from} to `;
    return `${kind} ${rise}${incident.severity}, to ${audience}`;
  });
}

function idsOf({ notifications }: World): string[] {
  return [...new Set(notifications.map(({ incident }) => incident.id))];
}

/** How many sweeps each incident has, and whether it was reported, or is claimed. */
async function statesOf({ store }: World): Promise<string[]> {
  const ledger = await store.readLedger(ALICE_ARN);
  return ledger.incidents.map((incident) => {
    const free = incident.reported === undefined ? 'due' : 'reported';
    const state = incident.lease === undefined ? free : 'claimed';
    return `${sweepCountOf(ledger, incident)} ${state}`;
  });
}

const OPENED = 'opened low, to people';
const ESCALATED = 'escalated low to medium, to people';

describe.each(WINDOWINGS)('severity under %s windows', (windowing) => {
  const settings = settingsOf({ ...THRESHOLDS, windowing });

  it('is published again when it rises, under the same id', async () => {
    const world = worldOf({ settings });
    const process = world.startProcess();

    await process.detect(sweepAt(0));
    await process.detect([denied(1)]);
    await process.detect([byRoot(2)]);

    expect(published(world)).toEqual([OPENED, ESCALATED, 'escalated medium to high, to people']);
    expect(idsOf(world)).toHaveLength(1);
    expect(world.published.map(({ evidence }) => evidence.callCount)).toEqual([3, 4, 5]);
  });

  it('is published once, however often and wherever calls arrive again', async () => {
    const world = worldOf({ settings });
    const delivered = [...sweepAt(0), denied(1)];
    for (const call of [...delivered, ...delivered, ...delivered.reverse()]) {
      await world.startProcess().detect([call]);
    }

    expect(published(world)).toEqual([OPENED, ESCALATED]);
  });

  it('is not published when it stays, or falls', async () => {
    const world = worldOf({ settings });
    const process = world.startProcess();
    await process.detect([...sweepAt(0), denied(1)]);

    await process.detect([denied(2)]);
    await process.detect(Array.from({ length: 40 }, () => at(3)));

    expect(published(world)).toEqual(['opened medium, to people']);
    const [sweep] = (await world.store.readLedger(ALICE_ARN)).sweeps;
    const judge = createJudge({
      store: world.store,
      settings,
      severity: RISING_SEVERITY,
      notifyFrom: 'low',
      digest: sha256Digest,
    });
    const { finding } = await judge.byStore(sweep as Sweep, []);
    expect(finding).toMatchObject({ severity: 'low', evidence: { callCount: 45 } });
  });

  it('goes only to the archive below notifyFrom, and to people when it rises', async () => {
    const world = worldOf({ settings, notifyFrom: 'high' });
    const process = world.startProcess();

    await process.detect(sweepAt(0));
    await process.detect([denied(1)]);
    await process.detect([byRoot(2)]);

    expect(published(world)).toEqual([
      'opened low, to archive',
      'escalated low to medium, to archive',
      'opened medium to high, to people',
    ]);
  });

  it('publishes each sweep that follows another where renotifyMinutes is 0', async () => {
    const world = worldOf({ settings });
    const process = world.startProcess();

    await process.detect(sweepAt(0));
    await process.detect(sweepAt(90));

    expect(published(world)).toEqual([OPENED, OPENED]);
    expect(idsOf(world)).toHaveLength(2);
  });

  describe('of repeats', () => {
    const renotifyMinutes = 60;

    it('is not published within renotifyMinutes of the last sweep, and is after that', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();

      await process.detect(sweepAt(0));
      await process.detect(sweepAt(3000));
      const within = published(world);
      await process.detect(sweepAt(6660));

      expect(within).toEqual([OPENED]);
      expect(published(world)).toEqual([OPENED, OPENED]);
      expect(await statesOf(world)).toEqual(['2 reported', '1 reported']);
    });

    it('adds a finding for each to the same incident', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();
      const [first, second] = [sweepAt(0), sweepAt(90)];

      await process.detect(first);
      await process.detect(second);

      const { sweeps } = await world.store.readLedger(ALICE_ARN);
      expect(new Set(sweeps.map(({ id }) => id)).size).toBe(2);
      expect(new Set(sweeps.map(({ incidentId }) => incidentId))).toEqual(new Set(idsOf(world)));
    });

    it('covers another rule, and no other identity', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();
      const others = {
        principal: { kind: 'arn', key: 'arn:bob' },
        caller: { type: 'IAMUser', arn: 'bob' },
      } as const;

      await process.detect(sweepAt(0));
      await process.detect([at(90, others), at(90, others), at(90, others)]);
      const rule = { ruleId: 'get-service-quota' } as const;
      await process.detect([at(90, rule), at(90, rule), at(90, rule)]);

      expect(idsOf(world)).toHaveLength(2);
    });

    it('is published as the same incident when it is above the published severity', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();

      await process.detect(sweepAt(0));
      await process.detect([...sweepAt(90), denied(91)]);
      await process.detect([...sweepAt(180), denied(181)]);

      expect(published(world)).toEqual([OPENED, ESCALATED]);
      expect(idsOf(world)).toHaveLength(1);
      expect(world.published[1]?.evidence.firstCall).toBe('1970-01-01T00:01:30Z');
    });

    it('is published at its severity by the next handler when its claimant died', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const dying = sweepAt(0);
      await expect(world.startProcess().detect(dying, UNPUBLISHED)).rejects.toThrow(BrokenError);
      const repeat = [...sweepAt(90), denied(91)];
      await world.startProcess().detect(repeat);
      const before = published(world);
      world.now = RETRY_MS;

      await world.startProcess().detect(dying);

      expect(before).toEqual([]);
      expect(published(world)).toEqual(['opened medium, to people']);
      expect(world.published[0]?.evidence.deniedCount).toBe(1);
      expect(await statesOf(world)).toEqual(['2 reported']);
    });
  });

  describe('that rises while the incident is being published', () => {
    /** A world in which other processes see calls while the first notification is on its way. */
    function worldWhile(others: readonly (readonly Call[])[], parts: Partial<WorldParts> = {}) {
      let isFirst = true;
      const world: World = worldOf({
        settings,
        ...parts,
        async onPublished() {
          if (isFirst) {
            isFirst = false;
            for (const seen of others) {
              await world.startProcess().detect(seen);
            }
          }
        },
      });
      return world;
    }

    it('is published after it, by the one who has the claim', async () => {
      const world = worldWhile([[denied(1)], [at(1)]]);
      const process = world.startProcess();

      const findings = await process.detect(sweepAt(0));

      expect(published(world)).toEqual([OPENED, ESCALATED]);
      expect(findings).toEqual(world.published);
      expect(await statesOf(world)).toEqual(['1 reported']);
    });

    it('is published once, as it then is, however often it rises', async () => {
      const world = worldWhile([[denied(1)], [byRoot(1)]]);

      await world.startProcess().detect(sweepAt(0));

      expect(published(world)).toEqual([OPENED, 'escalated low to high, to people']);
    });

    it('is published for the repeat in which it rose', async () => {
      const world = worldWhile([[...sweepAt(90), denied(91)]], { renotifyMinutes: 60 });

      await world.startProcess().detect(sweepAt(0));

      expect(published(world)).toEqual([OPENED, ESCALATED]);
      expect(world.published[1]?.evidence.firstCall).toBe('1970-01-01T00:01:30Z');
      expect(idsOf(world)).toHaveLength(1);
      expect(await statesOf(world)).toEqual(['2 reported']);
    });

    it('is published even if the severity of the sweep has fallen since', async () => {
      const crowd = Array.from({ length: 60 }, () => at(2));
      const world = worldWhile([[denied(1)], crowd]);

      await world.startProcess().detect(sweepAt(0));

      expect(published(world)).toEqual([OPENED, ESCALATED]);
      expect(await statesOf(world)).toEqual(['1 reported']);
    });

    it('waits for nobody where the claim is over', async () => {
      const seen = [denied(1)];
      const world: World = worldOf({
        settings,
        async onPublished() {
          if (world.published.length === 1) {
            world.now += LEASE_MS;
            await world.startProcess().detect(seen);
          }
        },
      });

      await world.startProcess().detect(sweepAt(0));

      expect(published(world)).toEqual([OPENED, 'opened medium, to people']);
      expect(await statesOf(world)).toEqual(['1 reported']);
    });
  });

  describe('that rises is published even if a process fails', () => {
    const BREAKS: Break[] = [0, 1, 2, 3, 4, 5].flatMap((step) =>
      (['before', 'after'] as const).map((when) => ({ step, when })),
    );

    /** Handles calls, breaking on the way, and again after the lease; returns whether it broke. */
    async function handleTwice(world: World, seen: readonly Call[], breaks: Break) {
      let isBroken = false;
      try {
        await world.startProcess().detect(seen, breaks);
      } catch (error) {
        expect(error).toBeInstanceOf(BrokenError);
        isBroken = true;
      }
      world.now += RETRY_MS;
      await world.startProcess().detect(seen);
      return isBroken;
    }

    /** The notifications, without those published twice in a row because their mark was lost. */
    function publishedOnce(world: World): string[] {
      return published(world).filter((one, index, all) => one !== all[index - 1]);
    }

    it.each(BREAKS)('at step $step, $when it was done', async (breaks) => {
      const world = worldOf({ settings });
      await world.startProcess().detect(sweepAt(0));
      const rising = [denied(1)];

      await handleTwice(world, rising, breaks);

      expect(publishedOnce(world)).toEqual([OPENED, ESCALATED]);
      expect(await statesOf(world)).toEqual(['1 reported']);
    });

    it.each(BREAKS)('at step $step, $when it was done, in a repeat', async (breaks) => {
      const world = worldOf({ settings, renotifyMinutes: 60 });
      await world.startProcess().detect(sweepAt(0));

      await handleTwice(world, [...sweepAt(90), denied(91)], breaks);

      expect(publishedOnce(world)).toEqual([OPENED, ESCALATED]);
      expect(await statesOf(world)).toEqual(['2 reported']);
    });

    it('breaks at every one of these steps', async () => {
      const world = worldOf({ settings });
      await world.startProcess().detect(sweepAt(0));
      const process = world.startProcess();

      await process.detect([denied(1)]);

      const reads = windowing === 'sliding' ? ['readBuckets'] : [];
      expect(process.steps).toEqual([
        'addCalls',
        ...reads,
        'readLedger',
        'writeLedger',
        'publish',
        'writeLedger',
      ]);
    });

    it.each([
      ['the mark of the first', { name: 'writeLedger', step: 1, when: 'before' }],
      [
        'the look at what rose',
        { name: 'readBuckets', step: windowing === 'sliding' ? 1 : 0, when: 'before' },
      ],
      ['the second publication', { name: 'publish', step: 1, when: 'before' }],
    ] as const)('at %s, when others left it to that process', async (_case, breaks) => {
      const rising = [denied(1)];
      const world: World = worldOf({
        settings,
        async onPublished() {
          if (world.published.length === 1) {
            await world.startProcess().detect(rising);
          }
        },
      });
      const first = sweepAt(0);
      await expect(world.startProcess().detect(first, breaks)).rejects.toThrow(BrokenError);
      world.now = RETRY_MS;

      // Lambda tries again what failed, and nothing else.
      await world.startProcess().detect(first);

      expect(published(world)[0]).toBe(OPENED);
      expect(published(world).slice(1)).toEqual([
        breaks.name === 'writeLedger' ? 'opened medium, to people' : ESCALATED,
      ]);
      expect(await statesOf(world)).toEqual(['1 reported']);
    });
  });

  it('is not taken for settled while a rise of it is left to publish', async () => {
    const store = createMemorySweepStore({ ...LIMITS, maxTrackedCalls: 4 });
    const world = worldOf({ settings, store });
    const here = world.startProcess();
    await here.detect(sweepAt(0));
    const rising = denied(1);
    await expect(world.startProcess().detect([rising], UNPUBLISHED)).rejects.toThrow(BrokenError);
    // The bucket is full, and this call changes nothing in it; but the rise is not out yet.
    await here.detect([at(1, { region: rising.region })]);
    world.now = RETRY_MS;

    await here.detect([rising]);

    expect(published(world)).toEqual([OPENED, ESCALATED]);
  });

  it('does not rise by calls that a full bucket turns away', async () => {
    const store = createMemorySweepStore({ ...LIMITS, maxTrackedCalls: 3 });
    const world = worldOf({ settings, store });
    const process = world.startProcess();
    const [first, ...others] = sweepAt(0);
    await process.detect([first, ...others]);

    await process.detect([{ ...denied(1), region: first.region }]);

    expect(process.steps).toEqual([]);
    expect(published(world)).toEqual([OPENED]);
  });

  it('is remembered as long as an incident takes repeats, where that is longer than late events count', async () => {
    const world = worldOf({ settings, renotifyMinutes: 25 * 60 });
    const process = world.startProcess();

    await process.detect(sweepAt(0));
    world.now = (25 * 60 - 1) * MINUTE_MS;
    await process.detect(sweepAt(80_000));

    expect(published(world)).toEqual([OPENED]);
  });
});

describe('severity of sweeps longer than a window', () => {
  /** Overlapping bursts, so that the sweep reaches over five buckets. */
  const burst = (index: number) => sweepAt(index * 29);

  it('is judged by all of its calls when it seems to have risen', async () => {
    const world = worldOf();
    const process = world.startProcess();
    for (const index of [0, 1, 2, 3]) {
      await process.detect(burst(index));
    }

    await process.detect([byRoot(116)]);
    const reads = process.steps.filter((step) => step === 'readBuckets');

    expect(published(world)).toEqual([OPENED, 'escalated low to high, to people']);
    expect(world.published[1]?.evidence.callCount).toBe(13);
    expect(reads).toHaveLength(2);
  });

  it('costs no more reads where what is at hand shows no rise', async () => {
    const world = worldOf();
    const process = world.startProcess();
    for (const index of [0, 1, 2, 3]) {
      await process.detect(burst(index));
    }

    await process.detect([at(116)]);

    expect(process.steps).toEqual(['addCalls', 'readBuckets', 'readLedger']);
  });

  it('is not published when only the calls at hand have that severity', async () => {
    const world = worldOf({
      severity: {
        ...RISING_SEVERITY,
        // Medium where half of the calls are denied.
        cutoffs: { low: 20, medium: 30, high: 80, critical: 100 },
      },
    });
    const process = world.startProcess();
    for (const index of [0, 1, 2, 3, 4]) {
      await process.detect([...burst(index), ...burst(index), ...burst(index)]);
    }

    await process.detect(Array.from({ length: 8 }, () => denied(145)));
    const reads = process.steps.filter((step) => step === 'readBuckets');

    expect(reads).toHaveLength(2);
    expect(published(world)).toEqual([OPENED]);
  });
});
