import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { IncidentState, LedgerState } from '../../src/detection/incident/ledger';
import type { Call } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import type { Severity } from '../../src/detection/rules/rule';
import { DEFAULT_SEVERITY, type SeveritySettings } from '../../src/detection/severity/assess';
import type { AlertBound } from '../../src/engine/alert-bound';
import { createCloser, QUIET_MS } from '../../src/engine/closer';
import { createDetector } from '../../src/engine/detector';
import { ClaimExpiredError } from '../../src/engine/errors';
import { LEASE_MS } from '../../src/engine/incident-publisher';
import { createJudge } from '../../src/engine/judge';
import type { SweepStore } from '../../src/ports/sweep-store';
import { ALICE_ARN, settingsOf, sweepCalls } from '../support/calls';
import { LIMITS } from '../support/detection';
import { callsOf, portalSessionOf, sweepBy } from '../support/people';

const SETTINGS = settingsOf({ minRegions: 3, minCalls: 3 });

/** A sweep by the rule alone sends an alert, and denied calls raise its severity. */
const SEVERITY: SeveritySettings = {
  points: {
    ...(Object.fromEntries(
      Object.keys(DEFAULT_SEVERITY.points).map((id) => [id, 0]),
    ) as SeveritySettings['points']),
    'describe-instances': 30,
    'denied-calls': 40,
  },
  cutoffs: DEFAULT_SEVERITY.cutoffs,
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When an incident of one sweep, from second 0 to 30, is over. */
const OVER = QUIET_MS + 30_000;

interface Setup {
  readonly notifyFrom?: Severity;
  readonly renotifyMinutes?: number;
  /** The bound that closings pass. */
  readonly bound?: AlertBound;
}

function createBench({ notifyFrom = 'low', renotifyMinutes = 0, bound }: Setup = {}) {
  const memory = createMemorySweepStore(LIMITS);
  let broken: string | undefined;
  const store: SweepStore = {
    ...memory,
    writeLedger: async (identity, ...written) => {
      if (identity === broken) {
        throw new Error('The ledger is out of reach');
      }
      return memory.writeLedger(identity, ...written);
    },
  };
  const published: Notification[] = [];
  let isBroken = false;
  const bench = {
    now: 0,
    store,
    published,
    breakNotifier(isDown: boolean) {
      isBroken = isDown;
    },
    /** @param identity whose ledger takes no change; none unless given. */
    breakLedgerOf(identity?: string) {
      broken = identity;
    },
    close: (incidentId = published[0]?.incident.id ?? '', identity = ALICE_ARN) =>
      closer.close({ identity, incidentId }),
    detect: async (calls: readonly Call[]) => {
      const { failures } = await detector.detect(calls);
      expect(failures).toEqual([]);
    },
    kinds: () => published.map(({ kind, audience }) => `${kind} to ${audience}`),
    /** As if no notification had ever been marked. */
    async forgetReports(state: Partial<LedgerState> = {}) {
      const { version, ...ledger } = await store.readLedger(ALICE_ARN);
      const incidents = ledger.incidents.map(({ reported: _reported, ...incident }) => incident);
      await store.writeLedger(ALICE_ARN, { ...ledger, incidents, ...state }, version);
    },
    /** Changes every incident that the ledger lists. */
    async change(overrides: Partial<IncidentState>, state: Partial<LedgerState> = {}) {
      const { version, ...ledger } = await store.readLedger(ALICE_ARN);
      const incidents = ledger.incidents.map((incident) => ({ ...incident, ...overrides }));
      await store.writeLedger(ALICE_ARN, { ...ledger, incidents, ...state }, version);
    },
  };
  const clock = () => bench.now;
  const notifier = {
    publish: async (notification: Notification) => {
      if (isBroken) {
        throw new Error('SNS is down');
      }
      published.push(notification);
    },
  };
  const judged = {
    store,
    settings: SETTINGS,
    severity: SEVERITY,
    notifyFrom,
    digest: sha256Digest,
  };
  const parts = { ...judged, notifier, clock, renotifyMinutes, lateEventHours: 24 };
  const detector = createDetector(parts);
  const closer = createCloser({
    ...parts,
    judge: createJudge(judged),
    ...(bound && { bound }),
  });
  return bench;
}

/** A further call of the sweep that began at 0. */
function furtherCall(second: number, overrides: Partial<Call> = {}): Call {
  const [call] = sweepCalls(1, { firstId: 100 + second });
  return { ...(call as Call), region: `further-${second}`, second, ...overrides };
}

describe('createCloser', () => {
  it('keeps an incident open until it has been quiet for 15 min', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = OVER - 1;

    expect(await bench.close()).toEqual({ state: 'open', until: OVER });

    bench.now = OVER;
    expect((await bench.close()).state).toBe('closed');
  });

  it('waits for renotifyMinutes in event time', async () => {
    const bench = createBench({ renotifyMinutes: 60 });
    await bench.detect(sweepCalls(3));

    expect(await bench.close()).toEqual({ state: 'open', until: 60 * MINUTE_MS + 30_000 });
  });

  it('waits for renotifyMinutes in arrival, where calls arrive late', async () => {
    const bench = createBench({ renotifyMinutes: 60 });
    bench.now = 6 * 60 * MINUTE_MS;
    await bench.detect(sweepCalls(3));

    expect(await bench.close()).toEqual({ state: 'open', until: 7 * 60 * MINUTE_MS });
  });

  it('closes an incident that does not end as ongoing, 24 h after it was opened', async () => {
    const bench = createBench({ renotifyMinutes: 60 });
    await bench.detect(sweepCalls(3));
    await bench.change({ changedAt: DAY_MS - 1, last: DAY_MS / 1000 });
    bench.now = DAY_MS;

    await bench.close();

    expect(bench.published.at(-1)).toMatchObject({
      kind: 'closed',
      incident: { status: 'closed', isOngoing: true },
    });
  });

  it('alerts people of a closing when the incident has grown since the last alert', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    await bench.detect([furtherCall(10)]);
    bench.now = OVER + 60_000;

    const outcome = await bench.close();

    const [opened, closed] = bench.published;
    expect(outcome).toEqual({ state: 'closed', notification: closed });
    expect(closed).toMatchObject({
      kind: 'closed',
      audience: 'people',
      sent: { calls: 3, regions: 3 },
      incident: { id: opened?.incident.id, status: 'closed', totals: { calls: 4 } },
    });
    expect(closed?.incident).not.toHaveProperty('isOngoing');
  });

  it('publishes only to the archive when there is nothing new', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = OVER;

    await bench.close();

    expect(bench.kinds()).toEqual(['opened to people', 'closed to archive']);
  });

  it('publishes only to the archive when people had no alert before', async () => {
    const bench = createBench({ notifyFrom: 'medium' });
    await bench.detect(sweepCalls(3));
    await bench.detect([furtherCall(10)]);
    bench.now = OVER + 60_000;

    await bench.close();

    expect(bench.kinds()).toEqual(['opened to archive', 'closed to archive']);
  });

  it('counts repeats, and waits until the last of them is over', async () => {
    const bench = createBench({ renotifyMinutes: 60 });
    await bench.detect(sweepCalls(3));
    bench.now = 10 * MINUTE_MS;
    await bench.detect(sweepCalls(3, { start: 600, firstId: 50 }));
    bench.now = 61 * MINUTE_MS;

    const until = 70 * MINUTE_MS + 30_000;
    expect(await bench.close()).toEqual({ state: 'open', until });

    bench.now = until;
    await bench.close();
    expect(bench.kinds()).toEqual(['opened to people', 'closed to people']);
    expect(bench.published[1]?.incident.totals.sweeps).toBe(2);
  });

  it('publishes the closing once, however often it tries', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = OVER;

    await bench.close();

    expect(await bench.close()).toEqual({ state: 'closed' });
    expect(bench.published).toHaveLength(2);
  });

  it('publishes it at the next attempt when the topic did not accept it', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = OVER;
    bench.breakNotifier(true);
    await expect(bench.close()).rejects.toThrow('SNS is down');
    bench.breakNotifier(false);

    const during = await bench.close();
    bench.now += LEASE_MS;
    const after = await bench.close();

    expect([during.state, after.state]).toEqual(['open', 'closed']);
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'closed']);
  });

  it('does not publish a closing whose claim expired at the bound', async () => {
    let delay = LEASE_MS;
    const bench = createBench({
      bound: {
        admit: async (notification) => {
          bench.now += delay;
          return notification;
        },
      },
    });
    await bench.detect(sweepCalls(3));
    bench.now = OVER;

    await expect(bench.close()).rejects.toThrow(ClaimExpiredError);
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened']);

    delay = 0;
    expect((await bench.close()).state).toBe('closed');
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'closed']);
  });

  it('leaves an incident to the handler that holds the claim', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    await bench.change({ lease: { by: 'x', until: OVER + 10 } });
    bench.now = OVER;

    expect(await bench.close()).toEqual({ state: 'open', until: OVER + 10 });
  });

  it.each([
    ['during the incident', MINUTE_MS],
    ['after its end', OVER],
  ])('publishes what a process claimed and died with, %s', async (_case, at) => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    const { version, ...ledger } = await bench.store.readLedger(ALICE_ARN);
    const incidents = ledger.incidents.map(({ reported: _reported, ...incident }) => incident);
    await bench.store.writeLedger(ALICE_ARN, { ...ledger, incidents }, version);
    bench.now = at;

    expect(await bench.close()).toEqual({ state: 'open', until: at + MINUTE_MS });

    bench.now = OVER + MINUTE_MS;
    expect((await bench.close()).state).toBe('closed');
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'opened', 'closed']);
  });

  it('publishes a rise that nobody published before it closes', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.breakNotifier(true);
    const denied = [11, 12, 13].map((second) => {
      const call = furtherCall(second);
      return { ...call, caller: { ...call.caller, errorCode: 'AccessDenied' } } as Call;
    });
    await expect(bench.detect(denied)).rejects.toThrow();
    bench.breakNotifier(false);
    bench.now = OVER + MINUTE_MS;

    expect((await bench.close()).state).toBe('open');
    bench.now += MINUTE_MS;
    await bench.close();

    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'escalated', 'closed']);
  });

  it('sends an update about new actors once 10 min have passed since the last alert', async () => {
    const bench = createBench({ renotifyMinutes: 60 });
    await bench.detect(sweepCalls(3));
    await bench.change({ newActors: 2 });

    expect(await bench.close()).toEqual({ state: 'open', until: 10 * MINUTE_MS });
    bench.now = 10 * MINUTE_MS;
    await bench.close();

    expect(bench.published.at(-1)).toMatchObject({ kind: 'updated', newActors: 2 });
  });

  it('closes an incident that became part of an older one at once, as merged', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = 1;
    await bench.detect(sweepCalls(3, { start: 40, firstId: 50 }));
    const [older, younger] = bench.published.map(({ incident }) => incident.id);
    await bench.detect([20, 21, 22].map((second) => furtherCall(second)));

    await bench.close(younger);

    expect(older).not.toBe(younger);
    expect(bench.published.at(-1)).toMatchObject({
      kind: 'closed',
      incident: { id: younger, mergedInto: older },
    });
  });

  it('closes a merged incident also if the mark of its opening was lost', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = 1;
    await bench.detect(sweepCalls(3, { start: 40, firstId: 50 }));
    const [older, younger] = bench.published.map(({ incident }) => incident.id);
    await bench.detect([20, 21, 22].map((second) => furtherCall(second)));
    await bench.forgetReports();

    await bench.close(younger);

    expect(bench.published.at(-1)).toMatchObject({
      kind: 'closed',
      audience: 'archive',
      incident: { id: younger, mergedInto: older },
    });
  });

  it('publishes nothing about an incident none of whose sweeps is listed', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    await bench.forgetReports({ sweeps: [] });

    await bench.close();
    bench.now = OVER;
    const outcome = await bench.close();

    expect(outcome).toEqual({ state: 'unknown' });
    expect(bench.kinds()).toEqual(['opened to people']);
  });

  describe('an incident with a sweep that turned out to be of several identities', () => {
    const sourceIp = '198.51.100.7';
    const [anna, ben] = [portalSessionOf('anna', sourceIp), portalSessionOf('ben', sourceIp)];
    const sweep = (person: typeof anna, number: number) =>
      callsOf(sweepBy(person, { number, second: number, regions: 3 }, 'sourceIp'));

    it('is closed as part of theirs where it has no other', async () => {
      const bench = createBench();
      await bench.detect(sweep(anna, 0));
      await bench.detect(sweep(ben, 4));
      bench.now = OVER + MINUTE_MS;
      const [first, second] = bench.published.map(({ incident }) => incident);

      await bench.close(first?.id, anna.identity);

      expect(second?.identity.key).toBe(`sourceIp:${sourceIp}`);
      expect(bench.published.filter(({ kind }) => kind === 'closed')).toMatchObject([
        { incident: { id: first?.id, mergedInto: second?.id } },
      ]);
    });

    it('is closed without it where it has another', async () => {
      const bench = createBench({ renotifyMinutes: 60 });
      await bench.detect(sweep(anna, 0));
      await bench.detect(sweep(anna, 300));
      await bench.detect(sweep(ben, 4));
      bench.now = 61 * MINUTE_MS + 300_000;
      const [first, second] = bench.published.map(({ incident }) => incident);

      await bench.close(first?.id, anna.identity);

      expect(second?.identity.key).toBe(`sourceIp:${sourceIp}`);
      const closed = bench.published.at(-1);
      expect(closed).toMatchObject({
        kind: 'closed',
        incident: { id: first?.id, totals: { sweeps: 1, calls: 3 } },
      });
      expect(closed?.incident).not.toHaveProperty('mergedInto');
    });

    it('opens theirs if the detector died before it did', async () => {
      const bench = createBench();
      await bench.detect(sweep(anna, 0));
      bench.breakLedgerOf(`sourceIp:${sourceIp}`);
      await expect(bench.detect(sweep(ben, 4))).rejects.toThrow();
      bench.breakLedgerOf();
      bench.now = OVER + MINUTE_MS;
      const [first] = bench.published.map(({ incident }) => incident);

      await bench.close(first?.id, anna.identity);

      const second = bench.published[1]?.incident;
      expect(bench.published).toMatchObject([
        { kind: 'opened', incident: { identity: { key: anna.identity } } },
        {
          kind: 'opened',
          incident: { identity: { key: `sourceIp:${sourceIp}` }, totals: { calls: 6 } },
        },
        { kind: 'closed', incident: { id: first?.id, mergedInto: second?.id } },
      ]);
    });
  });

  it('opens an incident that follows a closed one, and closes that too', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = OVER;
    await bench.close();

    await bench.detect(sweepCalls(3, { start: 1000, firstId: 50 }));
    const next = bench.published.at(-1)?.incident;
    bench.now += OVER + 1_000_000;
    await bench.close(next?.id);

    expect(bench.published.map(({ kind }) => kind)).toEqual([
      'opened',
      'closed',
      'opened',
      'closed',
    ]);
    expect(next?.follows).toBe(bench.published[0]?.incident.id);
  });

  it('reports an incident as unknown that is not in the store', async () => {
    expect(await createBench().close()).toEqual({ state: 'unknown' });
  });

  it('reports an incident as unknown whose sweeps the ledger no longer lists', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    await bench.change({}, { sweeps: [] });
    bench.now = OVER;

    expect(await bench.close()).toEqual({ state: 'unknown' });
  });
});
