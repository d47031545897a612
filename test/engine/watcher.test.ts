import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { AllowlistNote } from '../../src/detection/finding';
import { withAcknowledgement } from '../../src/detection/incident/acknowledgement';
import type { IncidentState } from '../../src/detection/incident/ledger';
import { NO_CONTEXT } from '../../src/detection/severity/context';
import { ALICE_ARN, callOf } from '../support/calls';
import { LIMITS } from '../support/detection';
import { NOON, watchedAt } from '../support/watched-records';
import {
  createBench,
  createUser,
  HOUR,
  launch,
  MINUTE,
  sessionOf,
  sweepOf,
} from '../support/watcher-bench';

describe('a watched call after a sweep', () => {
  it('escalates the incident, which shows it', async () => {
    const { sweep, watch, sent, last } = createBench();
    await sweep();

    await watch(launch(5 * MINUTE));

    expect(sent()).toEqual(['opened low', 'escalated critical']);
    expect(last()).toMatchObject({
      identity: { key: ALICE_ARN },
      score: 100,
      timeline: [
        { kind: 'sweep' },
        { kind: 'watched', eventName: 'RunInstances', details: { type: 'p5.48xlarge' } },
      ],
      totals: { sweeps: 1, watchedCalls: 1 },
    });
  });

  it('changes nothing when it comes again', async () => {
    const { sweep, watch, sent, ledgers } = createBench();
    const call = launch(5 * MINUTE);
    await sweep();
    await watch(call);
    const { writes } = ledgers;

    await watch(call);
    await watch(call);

    expect(sent()).toEqual(['opened low', 'escalated critical']);
    expect(ledgers.writes).toBe(writes);
  });

  it('is one alert where a batch has it twice', async () => {
    const { sweep, watch, sent } = createBench();
    const call = launch(5 * MINUTE);
    await sweep();

    await watch(call, call);

    expect(sent()).toEqual(['opened low', 'escalated critical']);
  });

  it('counts if it arrives before the sweep', async () => {
    const { sweep, watch, sent } = createBench();
    await watch(launch(5 * MINUTE));

    await sweep();

    expect(sent()).toEqual(['opened critical']);
  });

  it('counts a quarter where AWS denied it, and CloudTrail omits its parameters', async () => {
    const { sweep, watch, sent, last } = createBench();
    await sweep();

    await watch(
      launch(MINUTE, { requestParameters: null, errorCode: 'Client.UnauthorizedOperation' }),
    );

    expect(sent()).toEqual(['opened low', 'escalated medium']);
    expect(last().timeline[1]).toMatchObject({
      errorCode: 'Client.UnauthorizedOperation',
      details: {},
    });
  });

  it('opens nothing without a sweep', async () => {
    const { watch, detect, settle, sent, ledgers } = createBench();

    await watch(launch(0), createUser(MINUTE));
    await detect([callOf({ eventId: 'one-call', second: NOON })]);
    await settle();

    expect(sent()).toEqual([]);
    expect(ledgers.writes).toBe(0);
  });

  it('opens an incident that follows where it comes hours after the closing', async () => {
    const { sweep, watch, passTo, settle, sent, published, last, problems } = createBench();
    await sweep();
    await passTo(3 * HOUR);

    await watch(launch(3 * HOUR));
    await settle();

    expect(sent()).toEqual([
      'opened low',
      'closed low archive',
      'opened medium',
      'closed medium archive',
    ]);
    expect(last()).toMatchObject({
      follows: published[0]?.notification.incident.id,
      timeline: expect.arrayContaining([expect.objectContaining({ eventName: 'RunInstances' })]),
    });
    expect(problems()).toEqual([]);
  });

  it('opens an incident that follows where it arrives before the sweep', async () => {
    const { sweep, watch, passTo, settle, sent, published, last, problems } = createBench();
    await passTo(3 * HOUR);
    await watch(launch(3 * HOUR));

    await sweep();
    await settle();

    expect(sent()).toEqual([
      'opened low',
      'opened medium',
      'closed low archive',
      'closed medium archive',
    ]);
    expect(last()).toMatchObject({ follows: published[0]?.notification.incident.id });
    expect(problems()).toEqual([]);
  });

  it('makes one incident of two where it comes between their sweeps', async () => {
    const { sweep, watch, passTo, settle, sent, published, last, problems } = createBench();
    await passTo(2 * HOUR);
    await sweep();
    await passTo(2 * HOUR + MINUTE);
    await sweep(90 * MINUTE, 50);
    const [older, younger] = published.map(({ notification }) => notification.incident.id);

    await watch(launch(45 * MINUTE));
    expect(last()).toMatchObject({ id: older, totals: { sweeps: 2, watchedCalls: 1 } });
    await settle();

    expect(sent()).toEqual([
      'opened low',
      'opened low',
      'escalated medium',
      'closed low',
      'closed medium archive',
    ]);
    const merged = published.map(({ notification: { incident } }) => incident.mergedInto);
    expect(merged).toEqual([undefined, undefined, undefined, older, undefined]);
    expect(published[3]?.notification.incident.id).toBe(younger);
    expect(problems()).toEqual([]);
  });

  it('opens nothing hours later where it adds nothing to the score', async () => {
    const { sweep, watch, passTo, settle, sent } = createBench();
    await sweep();
    await passTo(3 * HOUR);

    await watch(
      watchedAt('roles.AssumeRole', 3 * HOUR, {
        responseElements: { credentials: { accessKeyId: 'ASIACHILD' } },
      }),
    );
    await settle();

    expect(sent()).toEqual(['opened low', 'closed low archive']);
  });

  it('opens nothing a day later', async () => {
    const { sweep, watch, passTo, settle, sent } = createBench();
    await sweep();
    await passTo(25 * HOUR);

    await watch(launch(25 * HOUR));
    await settle();

    expect(sent()).toEqual(['opened low', 'closed low archive']);
  });

  it.each([
    ['during the sweep', 1, ['opened critical', 'closed critical archive']],
    ['soon after it', 5 * MINUTE, ['opened critical', 'closed critical archive']],
    ['before another one', 20 * MINUTE, ['opened high', 'closed high archive']],
  ])(
    'opens an incident that follows where it arrives after the closing: %s',
    async (_when, after, expected) => {
      const { sweep, watch, passTo, settle, sent, problems } = createBench();
      await sweep();
      await watch(watchedAt('persistence.CreateUser', 30 * MINUTE));
      await passTo(3 * HOUR);
      const before = sent().length;

      await watch(launch(after));
      await settle();

      expect(sent().slice(before)).toEqual(expected);
      expect(problems()).toEqual([]);
    },
  );

  it('opens nothing where it arrives after the closing of an incident that was worth as much', async () => {
    const { sweep, watch, passTo, settle, sent } = createBench();
    await sweep();
    await watch(launch(5 * MINUTE));
    await passTo(3 * HOUR);
    const before = sent();

    await watch(createUser(6 * MINUTE));
    await settle();

    expect(sent()).toEqual(before);
  });

  it('counts where calls of its kind before the sweep did not', async () => {
    const { sweep, watch, sent } = createBench();
    await watch(launch(MINUTE), launch(2 * MINUTE), launch(3 * MINUTE), launch(4 * MINUTE));
    await sweep(10 * MINUTE);

    await watch(launch(12 * MINUTE));

    expect(sent()).toEqual(['opened low', 'escalated critical']);
  });

  it('counts more where a later sweep is closer to it', async () => {
    const { sweep, watch, sent } = createBench();
    await sweep();
    await watch(launch(40 * MINUTE));
    expect(sent()).toEqual(['opened low', 'escalated medium']);

    await sweep(35 * MINUTE, 50);

    expect(sent()).toEqual(['opened low', 'escalated medium', 'escalated critical']);
  });
});

describe('a watched call before a sweep', () => {
  it('is the reason of a leak: AWS put the user in quarantine', async () => {
    const { sweep, watch, sent, last } = createBench();
    await watch(
      watchedAt('leak.AttachUserPolicy', -20 * MINUTE, {
        requestParameters: {
          userName: 'alice',
          policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
        },
        sourceIPAddress: 'AWS Internal',
        userIdentity: { type: 'AWSService', invokedBy: 'AWS Internal' },
      }),
    );

    await sweep();

    expect(sent()).toEqual(['opened high']);
    expect(last().reasons[0]).toMatchObject({ id: 'watched-leak', points: 60 });
  });

  it('is a login without a second factor', async () => {
    const { sweep, watch, sent, last } = createBench();
    await watch(watchedAt('login.ConsoleLogin', -20 * MINUTE));

    await sweep();

    expect(sent()).toEqual(['opened medium']);
    expect(last().timeline.map(({ kind }) => kind)).toEqual(['watched', 'sweep']);
  });

  it('adds nothing half an hour before', async () => {
    const { sweep, watch, sent, last } = createBench();
    await watch(watchedAt('login.ConsoleLogin', -31 * MINUTE));

    await sweep();

    expect(sent()).toEqual(['opened low']);
    expect(last().timeline).toHaveLength(1);
  });
});

describe('a watched call that shows nothing new', () => {
  it('is by another actor of the same role', async () => {
    const { detect, watch, sent } = createBench();
    await detect(sweepOf(launch(0, sessionOf('stolen', '203.0.113.1')), 0, 1));

    await watch(launch(MINUTE, sessionOf('autoscaler', '10.0.0.1')));

    expect(sent()).toEqual(['opened low']);
  });

  it('is a habit of the actor: it launches instances in other hours too', async () => {
    const { sweep, watch, sent } = createBench();
    await watch(launch(-5 * HOUR), launch(-3 * HOUR));
    await sweep();

    await watch(launch(5 * MINUTE));
    expect(sent()).toEqual(['opened low']);

    await watch(createUser(6 * MINUTE));
    expect(sent()).toEqual(['opened low', 'escalated medium']);
  });

  it('is no habit where it only happened in an incident before', async () => {
    const { sweep, watch, passTo, sent } = createBench();
    await sweep();
    await watch(launch(5 * MINUTE));
    await passTo(55 * MINUTE);
    await watch(launch(62 * MINUTE));
    await passTo(6 * HOUR);
    await sweep(6 * HOUR, 50);

    await watch(launch(6 * HOUR + MINUTE));

    expect(sent().slice(-2)).toEqual(['opened low', 'escalated critical']);
  });

  it('counts half where the account has long known the caller', async () => {
    const baseline = {
      state: 'known',
      days: 30,
      principals: 1,
      newPrincipals: 0,
      regions: 3,
      newRegions: 0,
      addresses: 1,
      newAddresses: 0,
    } as const;
    const { sweep, watch, sent } = createBench({
      memory: {
        contextOf: async () => ({ ...NO_CONTEXT, baseline }),
        note: async () => {},
      },
    });
    await sweep();

    await watch(launch(5 * MINUTE));

    expect(sent()).toEqual(['opened low', 'escalated medium']);
  });
});

describe('a watched call after a covered sweep', () => {
  const NOTE: AllowlistNote = {
    entryId: 'nightly-inventory',
    owner: 'Platform team',
    ticket: 'SEC-1234',
    expires: '2026-09-01',
  };

  it('alerts', async () => {
    const { sweep, watch, sent } = createBench({ noteOf: () => NOTE });
    await sweep();

    await watch(createUser(MINUTE));

    expect(sent()).toEqual(['opened informational archive', 'opened medium']);
  });

  it('alerts where it arrives before the sweep', async () => {
    const { sweep, watch, sent } = createBench({ noteOf: () => NOTE });
    await watch(createUser(MINUTE));

    await sweep();

    expect(sent()).toEqual(['opened medium']);
  });

  it('does not alert where the entry names it', async () => {
    const { sweep, watch, settle, sent } = createBench({
      noteOf: () => ({ ...NOTE, watchedCalls: ['CreateUser'] }),
    });
    await sweep();

    await watch(createUser(MINUTE));
    await settle();

    expect(sent()).toEqual(['opened informational archive', 'closed informational archive']);
  });

  it('alerts too where the sweep was below notifyFrom', async () => {
    const { sweep, watch, sent } = createBench({ notifyFrom: 'medium' });
    await sweep();

    await watch(createUser(MINUTE));

    expect(sent()).toEqual(['opened low archive', 'opened medium']);
  });
});

describe('a watched call in an acknowledged incident', () => {
  it('alerts where it is a rise', async () => {
    const { sweep, watch, sent, store } = createBench();
    await sweep();
    const { version, ...ledger } = await store.readLedger(ALICE_ARN);
    const note = { by: 'jane', reason: 'ours', at: NOON * 1000, until: (NOON + HOUR) * 1000 };
    const acknowledged = withAcknowledgement(ledger, ledger.incidents[0] as IncidentState, note);
    await store.writeLedger(ALICE_ARN, acknowledged, version);

    await watch(createUser(MINUTE));

    expect(sent()).toEqual(['opened low', 'escalated medium']);
  });
});

describe('a flood of watched calls', () => {
  it('is one alert and few requests', async () => {
    const requests = { readLedger: 0, writeLedger: 0, readBuckets: 0, add: 0, read: 0 };
    const [store, watched] = [
      createMemorySweepStore(LIMITS),
      createMemoryWatchedCalls(sha256Digest),
    ];
    const counted =
      <Args extends unknown[], Answer>(
        name: keyof typeof requests,
        work: (...args: Args) => Promise<Answer>,
      ) =>
      (...args: Args) => {
        requests[name] += 1;
        return work(...args);
      };
    const { sweep, sent, ...bench } = createBench({
      store: {
        ...store,
        readLedger: counted('readLedger', store.readLedger),
        writeLedger: counted('writeLedger', store.writeLedger),
        readBuckets: counted('readBuckets', store.readBuckets),
      },
      watchedCalls: {
        ...watched,
        add: counted('add', watched.add),
        read: counted('read', watched.read),
      },
    });
    await sweep();
    const flood = Array.from({ length: 3000 }, (_, index) => launch(MINUTE + (index % 60)));

    for (let from = 0; from < flood.length; from += 10) {
      await bench.watch(...flood.slice(from, from + 10));
    }
    await bench.settle();

    expect(sent()).toEqual(['opened low', 'escalated critical', 'closed critical']);
    expect(bench.last().totals).toMatchObject({ watchedCalls: 12, atLeast: true });
    expect(requests.add).toBe(3000);
    for (const count of [requests.readLedger, requests.writeLedger, requests.readBuckets]) {
      expect(count).toBeLessThan(20);
    }
    expect(requests.read).toBeLessThan(20);
  });
});
