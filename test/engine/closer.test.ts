import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Call } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import type { Severity } from '../../src/detection/rules/rule';
import { DEFAULT_SEVERITY, type SeveritySettings } from '../../src/detection/severity/assess';
import type { Sweep } from '../../src/detection/sweep';
import type { AlertBound } from '../../src/engine/alert-bound';
import { createCloser, QUIET_MS } from '../../src/engine/closer';
import { createDetector } from '../../src/engine/detector';
import { ClaimExpiredError } from '../../src/engine/errors';
import { LEASE_MS } from '../../src/engine/incident-publisher';
import { createJudge } from '../../src/engine/judge';
import type { SweepStore } from '../../src/ports/sweep-store';
import { settingsOf, sweepCalls } from '../support/calls';
import { LIMITS } from '../support/detection';

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

const OVER = QUIET_MS + 1;

interface Setup {
  readonly notifyFrom?: Severity;
  readonly renotifyMinutes?: number;
  /** The bound that closings pass. */
  readonly bound?: AlertBound;
}

function createBench({ notifyFrom = 'low', renotifyMinutes = 60, bound }: Setup = {}) {
  const store = createMemorySweepStore(LIMITS);
  const published: Notification[] = [];
  let isBroken = false;
  const bench = {
    now: 0,
    store: store as SweepStore,
    published,
    breakNotifier(broken: boolean) {
      isBroken = broken;
    },
    close: (findingId = published[0]?.finding.id ?? '') => closer.close({ partition, findingId }),
    detect: async (calls: readonly Call[]) => {
      const { failures } = await detector.detect(calls);
      expect(failures).toEqual([]);
    },
    ledger: () => store.readLedger(partition),
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
  const judged = { store, settings: SETTINGS, severity: SEVERITY };
  const parts = { ...judged, notifier, clock, notifyFrom };
  const detector = createDetector({
    ...parts,
    digest: sha256Digest,
    lateEventHours: 24,
    renotifyMinutes,
  });
  const closer = createCloser({
    ...parts,
    judge: createJudge(judged),
    ...(bound && { bound }),
  });
  return bench;
}

const [{ ruleId, principal }] = sweepCalls(1) as [Call];
const partition = { ruleId, principal, windowSeconds: 30 };

/** A further call of the sweep that began at 0. */
function furtherCall(second: number, overrides: Partial<Call> = {}): Call {
  const [call] = sweepCalls(1, { firstId: 100 + second });
  return { ...(call as Call), region: `further-${second}`, second, ...overrides };
}

describe('createCloser', () => {
  it('leaves a finding open until its sweep has not changed for a quarter of an hour', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = QUIET_MS - 1;

    expect(await bench.close()).toEqual({ state: 'open', until: QUIET_MS });

    await bench.detect([furtherCall(29)]);
    expect(await bench.close()).toEqual({ state: 'open', until: 2 * QUIET_MS - 1 });
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened']);
  });

  it('alerts people of a closing when the sweep has grown since the last alert', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    await bench.detect([furtherCall(10)]);
    bench.now = OVER;

    const outcome = await bench.close();

    const [opened, closed] = bench.published;
    expect(outcome).toEqual({ state: 'closed', notification: closed });
    expect(closed).toMatchObject({
      kind: 'closed',
      audience: 'people',
      sent: { callCount: 3, regionCount: 3 },
      repeats: 0,
      finding: { id: opened?.finding.id, status: 'closed', evidence: { callCount: 4 } },
    });
  });

  it('publishes only to the archive when there is nothing new', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = OVER;

    await bench.close();

    expect(bench.published.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['opened', 'people'],
      ['closed', 'archive'],
    ]);
  });

  it('publishes only to the archive when people had no alert before', async () => {
    const bench = createBench({ notifyFrom: 'medium' });
    await bench.detect(sweepCalls(3));
    await bench.detect([furtherCall(10)]);
    bench.now = OVER;

    await bench.close();

    expect(bench.published.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['opened', 'archive'],
      ['closed', 'archive'],
    ]);
  });

  it('says how many repeats were counted, and waits for the last of them to be over', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = 10 * 60_000;
    await bench.detect(sweepCalls(3, { start: 600, firstId: 50 }));
    bench.now = OVER;

    expect(await bench.close()).toEqual({ state: 'open', until: 10 * 60_000 + QUIET_MS });

    bench.now = 10 * 60_000 + OVER;
    await bench.close();
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'closed']);
    expect(bench.published[1]).toMatchObject({ audience: 'people', repeats: 1 });
  });

  it('publishes the closing once, however often it is asked', async () => {
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
    bench.now += 60_000;
    const after = await bench.close();

    expect([during.state, after.state]).toEqual(['open', 'closed']);
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'closed']);
  });

  it('leaves a closing whose claim expired at the bound to the next attempt', async () => {
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

  it('publishes what a process claimed and died with', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    const { sweeps, version } = await bench.ledger();
    const [sweep] = sweeps;
    await bench.store.writeLedger(
      partition,
      [
        {
          ...(sweep as (typeof sweeps)[number]),
          notification: {
            state: 'PENDING',
            severity: 'low',
            sweepId: String(sweep?.id),
            claimedBy: 'x',
            leaseUntil: 1,
          },
        },
      ],
      version,
    );
    bench.now = OVER;

    expect((await bench.close()).state).toBe('open');

    bench.now += OVER;
    expect((await bench.close()).state).toBe('closed');
    expect(bench.published.map(({ kind }) => kind)).toEqual(['opened', 'opened', 'closed']);
  });

  it('publishes the finding where the ledger has forgotten the sweep that a dead process claimed', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    const { sweeps, version } = await bench.ledger();
    const [sweep] = sweeps as [Sweep];
    const notification = {
      state: 'PENDING',
      severity: 'high',
      sweepId: 'forgotten',
      claimedBy: 'x',
      leaseUntil: 1,
    } as const;
    await bench.store.writeLedger(partition, [{ ...sweep, notification }], version);
    bench.now = 2;

    await bench.detect([furtherCall(11)]);

    expect(bench.published.map(({ kind, finding }) => [kind, finding.id])).toEqual([
      ['opened', sweep.id],
      ['opened', sweep.id],
    ]);
  });

  it('closes a finding that became part of an older one as that one', async () => {
    const bench = createBench({ renotifyMinutes: 0 });
    await bench.detect(sweepCalls(3));
    await bench.detect(sweepCalls(3, { start: 40, firstId: 50 }));
    const [older, younger] = bench.published.map(({ finding }) => finding.id);
    await bench.detect([20, 21, 22].map((second) => furtherCall(second)));
    bench.now = OVER;

    await bench.close(younger);

    expect(bench.published.at(-1)).toMatchObject({ kind: 'closed', finding: { id: older } });
    expect(older).not.toBe(younger);
  });

  it('closes the finding that a repeat is counted in', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    await bench.detect(sweepCalls(3, { start: 600, firstId: 50 }));
    const repeat = (await bench.ledger()).sweeps.find(
      ({ notification: { state } }) => state === 'REPEAT',
    );
    bench.now = OVER;

    await bench.close(repeat?.id);

    expect(repeat).toBeDefined();
    expect(bench.published.map(({ kind, finding }) => [kind, finding.id])).toEqual([
      ['opened', bench.published[0]?.finding.id],
      ['closed', bench.published[0]?.finding.id],
    ]);
  });

  it('closes again what escalated after it was closed', async () => {
    const bench = createBench();
    await bench.detect(sweepCalls(3));
    bench.now = OVER;
    await bench.close();
    const denied = sweepCalls(1, { firstId: 70 }).map((call) => call.caller)[0];
    const calls = [11, 12, 13, 14, 15].map((second) =>
      furtherCall(second, {
        caller: { ...(denied as Call['caller']), errorCode: 'AccessDenied' },
      }),
    );

    await bench.detect(calls);
    bench.now += OVER;
    await bench.close();

    expect(bench.published.map(({ kind }) => kind)).toEqual([
      'opened',
      'closed',
      'escalated',
      'closed',
    ]);
  });

  it('knows nothing of a finding that is not in the store', async () => {
    expect(await createBench().close()).toEqual({ state: 'unknown' });
  });
});
