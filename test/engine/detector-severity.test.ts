import type { Partition } from '../../src/detection/model';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { type Call, WINDOWINGS } from '../../src/detection/model';
import { LEASE_MS } from '../../src/engine/claim-publisher';
import { readFindings } from '../../src/engine/sweep-reader';
import { callOf, settingsOf, uuid } from '../support/calls';
import { findingsOf, LIMITS, RISING_SEVERITY } from '../support/detection';
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

const { principal, caller } = callOf({ eventId: uuid(1) });
const PARTITION: Partition = { ruleId: 'describe-instances', principal, windowSeconds: 30 };

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

/** What was said, in short: the kind, the severities, who was notified. */
function said({ notifications }: World): string[] {
  return notifications.map((notification) => {
    const { kind, finding, audience } = notification;
    const rise = kind === 'escalated' ? `${notification.from} to ` : '';
    return `${kind} ${rise}${finding.severity}, to ${audience}`;
  });
}

function idsOf({ published }: World): string[] {
  return [...new Set(published.map(({ id }) => id))];
}

async function statesOf({ store }: World): Promise<string[]> {
  const { sweeps } = await store.readLedger(PARTITION);
  return sweeps.map(({ notification }) => notification.state);
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

    expect(said(world)).toEqual([OPENED, ESCALATED, 'escalated medium to high, to people']);
    expect(idsOf(world)).toHaveLength(1);
    expect(world.published.map(({ evidence }) => evidence.callCount)).toEqual([3, 4, 5]);
  });

  it('is published once, however often and wherever calls arrive again', async () => {
    const world = worldOf({ settings });
    const delivered = [...sweepAt(0), denied(1)];
    for (const call of [...delivered, ...delivered, ...delivered.reverse()]) {
      await world.startProcess().detect([call]);
    }

    expect(said(world)).toEqual([OPENED, ESCALATED]);
  });

  it('is not published when it stays, or falls', async () => {
    const world = worldOf({ settings });
    const process = world.startProcess();
    await process.detect([...sweepAt(0), denied(1)]);

    await process.detect([denied(2)]);
    await process.detect(Array.from({ length: 40 }, () => at(3)));

    expect(said(world)).toEqual(['opened medium, to people']);
    const { 'describe-instances': thresholds } = settings;
    const [finding] = await readFindings(world.store, PARTITION, thresholds, RISING_SEVERITY);
    expect(finding).toMatchObject({ severity: 'low', evidence: { callCount: 45 } });
  });

  it('goes only to the archive below notifyFrom, and to people when it rises', async () => {
    const world = worldOf({ settings, notifyFrom: 'high' });
    const process = world.startProcess();

    await process.detect(sweepAt(0));
    await process.detect([denied(1)]);
    await process.detect([byRoot(2)]);

    expect(said(world)).toEqual([
      'opened low, to archive',
      'escalated low to medium, to archive',
      'escalated medium to high, to people',
    ]);
  });

  it('publishes each finding that follows another where renotifyMinutes is 0', async () => {
    const world = worldOf({ settings });
    const process = world.startProcess();

    await process.detect(sweepAt(0));
    await process.detect(sweepAt(90));

    expect(said(world)).toEqual([OPENED, OPENED]);
    expect(idsOf(world)).toHaveLength(2);
  });

  describe('of repeats', () => {
    const renotifyMinutes = 60;

    it('is not published within renotifyMinutes of the opening of the first, and is after that', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();

      await process.detect(sweepAt(0));
      world.now = 60 * MINUTE_MS - 1;
      await process.detect(sweepAt(3000));
      const within = said(world);
      world.now += 1;
      await process.detect(sweepAt(6000));

      expect(within).toEqual([OPENED]);
      expect(said(world)).toEqual([OPENED, OPENED]);
      expect(await statesOf(world)).toEqual(['SENT', 'REPEAT', 'SENT']);
    });

    it('leaves a finding for each, which says what it repeats', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();
      const [first, second] = [sweepAt(0), sweepAt(90)];

      await process.detect(first);
      await process.detect(second);

      const findings = await findingsOf(world.store, settings, first);
      const [head] = world.published;
      expect(findings.map(({ repeatOf }) => repeatOf)).toEqual([undefined, head?.id]);
      expect(findings[1]?.id).not.toBe(head?.id);
    });

    it('mutes no other principal and no other rule', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();
      const others = { principal: { kind: 'arn', key: 'arn:bob' } } as const;

      await process.detect(sweepAt(0));
      await process.detect([at(90, others), at(90, others), at(90, others)]);
      const rule = { ruleId: 'get-service-quota' } as const;
      await process.detect([at(90, rule), at(90, rule), at(90, rule)]);

      expect(idsOf(world)).toHaveLength(3);
    });

    it('is published under the id of the first when it is above the published severity', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const process = world.startProcess();

      await process.detect(sweepAt(0));
      await process.detect([...sweepAt(90), denied(91)]);
      await process.detect([...sweepAt(180), denied(181)]);

      expect(said(world)).toEqual([OPENED, ESCALATED]);
      expect(idsOf(world)).toHaveLength(1);
      expect(world.published[1]).not.toHaveProperty('repeatOf');
      expect(world.published[1]?.evidence.firstCall).toBe('1970-01-01T00:01:30Z');
    });

    it('is published at its severity by the next handler when its claimant died', async () => {
      const world = worldOf({ settings, renotifyMinutes });
      const dying = sweepAt(0);
      await expect(world.startProcess().detect(dying, UNPUBLISHED)).rejects.toThrow(BrokenError);
      const repeat = [...sweepAt(90), denied(91)];
      await world.startProcess().detect(repeat);
      const before = said(world);
      world.now = RETRY_MS;

      await world.startProcess().detect(dying);

      expect(before).toEqual([]);
      expect(said(world)).toEqual(['opened medium, to people']);
      expect(world.published[0]?.evidence.deniedCount).toBe(1);
      expect(await statesOf(world)).toEqual(['SENT', 'REPEAT']);
    });
  });

  describe('that rises while the finding is being published', () => {
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

      expect(said(world)).toEqual([OPENED, ESCALATED]);
      expect(findings).toEqual(world.published);
      expect(await statesOf(world)).toEqual(['SENT']);
    });

    it('is published once, as it then is, however often it rises', async () => {
      const world = worldWhile([[denied(1)], [byRoot(1)]]);

      await world.startProcess().detect(sweepAt(0));

      expect(said(world)).toEqual([OPENED, 'escalated low to high, to people']);
    });

    it('is published for the repeat in which it rose', async () => {
      const world = worldWhile([[...sweepAt(90), denied(91)]], { renotifyMinutes: 60 });

      await world.startProcess().detect(sweepAt(0));

      expect(said(world)).toEqual([OPENED, ESCALATED]);
      expect(world.published[1]?.evidence.firstCall).toBe('1970-01-01T00:01:30Z');
      expect(idsOf(world)).toHaveLength(1);
      expect(await statesOf(world)).toEqual(['SENT', 'REPEAT']);
    });

    it('is not published where it has fallen again', async () => {
      const crowd = Array.from({ length: 60 }, () => at(2));
      const world = worldWhile([[denied(1)], crowd]);

      await world.startProcess().detect(sweepAt(0));

      expect(said(world)).toEqual([OPENED]);
      expect(await statesOf(world)).toEqual(['SENT']);
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

      expect(said(world)).toEqual([OPENED, 'opened medium, to people']);
      expect(await statesOf(world)).toEqual(['SENT']);
    });
  });

  describe('that rises is published even if a process fails', () => {
    const BREAKS: Break[] = [0, 1, 2, 3, 4, 5].flatMap((step) =>
      (['before', 'after'] as const).map((when) => ({ step, when })),
    );

    /** Handles calls, breaking on the way, and again after the lease; says whether it broke. */
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

    /** What was said, without what was said twice in a row because the note of it was lost. */
    function saidOnce(world: World): string[] {
      return said(world).filter((one, index, all) => one !== all[index - 1]);
    }

    it.each(BREAKS)('at step $step, $when it was done', async (breaks) => {
      const world = worldOf({ settings });
      await world.startProcess().detect(sweepAt(0));
      const rising = [denied(1)];

      await handleTwice(world, rising, breaks);

      expect(saidOnce(world)).toEqual([OPENED, ESCALATED]);
      expect(await statesOf(world)).toEqual(['SENT']);
    });

    it.each(BREAKS)('at step $step, $when it was done, in a repeat', async (breaks) => {
      const world = worldOf({ settings, renotifyMinutes: 60 });
      await world.startProcess().detect(sweepAt(0));

      await handleTwice(world, [...sweepAt(90), denied(91)], breaks);

      expect(saidOnce(world)).toEqual([OPENED, ESCALATED]);
      expect(await statesOf(world)).toEqual(['SENT', 'REPEAT']);
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
      ['the note of the first', { name: 'writeLedger', step: 1, when: 'before' }],
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

      expect(said(world)[0]).toBe(OPENED);
      expect(said(world).slice(1)).toEqual([
        breaks.name === 'writeLedger' ? 'opened medium, to people' : ESCALATED,
      ]);
      expect(await statesOf(world)).toEqual(['SENT']);
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

    expect(said(world)).toEqual([OPENED, ESCALATED]);
  });

  it('does not rise by calls that a full bucket turns away', async () => {
    const store = createMemorySweepStore({ ...LIMITS, maxTrackedCalls: 3 });
    const world = worldOf({ settings, store });
    const process = world.startProcess();
    const [first, ...others] = sweepAt(0);
    await process.detect([first, ...others]);

    await process.detect([{ ...denied(1), region: first.region }]);

    expect(process.steps).toEqual([]);
    expect(said(world)).toEqual([OPENED]);
  });

  it('is remembered as long as repeats are counted, where that is longer than late events are', async () => {
    const world = worldOf({ settings, renotifyMinutes: 25 * 60 });
    const process = world.startProcess();

    await process.detect(sweepAt(0));
    world.now = (25 * 60 - 1) * MINUTE_MS;
    await process.detect(sweepAt(80_000));

    expect(said(world)).toEqual([OPENED]);
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

    expect(said(world)).toEqual([OPENED, 'escalated low to high, to people']);
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
    expect(said(world)).toEqual([OPENED]);
  });
});
