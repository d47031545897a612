import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { AllowlistNote } from '../../src/detection/finding';
import { withAcknowledgement } from '../../src/detection/incident/acknowledgement';
import type { IncidentState } from '../../src/detection/incident/ledger';
import type { JsonObject } from '../../src/detection/json';
import type { Call } from '../../src/detection/model';
import { NO_CONTEXT } from '../../src/detection/severity/context';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import { ALICE_ARN, callOf, settingsOf, sweepCalls } from '../support/calls';
import { LIMITS } from '../support/detection';
import { incidentProblems } from '../support/incident-invariant';
import { createIncidentWorld, type IncidentWorldParts } from '../support/incident-world';
import { NOON, watchedAt } from '../support/watched-records';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const ACCOUNT = '111122223333';

/** Three regions are a sweep. A sweep is low; with 4 more points it is medium, with 60 high, with 80 critical. */
function createBench(parts: Partial<IncidentWorldParts> = {}) {
  const world = createIncidentWorld({
    settings: settingsOf({ minRegions: 3, minCalls: 3 }),
    ...parts,
  });
  return {
    ...world,
    passTo: (after: number) => world.passTo((NOON + after) * 1000),
    /** Alice's sweep. */
    sweep: (after = 0, firstId = 1 + after) =>
      world.detect(sweepCalls(3, { start: NOON + after, firstId })),
    watch: (...calls: WatchedCall[]) => world.watch(calls),
    sent: () =>
      world.published.map(({ notification: { kind, audience, incident } }) =>
        [kind, incident.severity, ...(audience === 'archive' ? ['archive'] : [])].join(' '),
      ),
    last: () => {
      const { incident } = world.published.at(-1)?.notification ?? {};
      if (incident === undefined) {
        throw new Error('Nothing was published.');
      }
      return incident;
    },
    problems: () => incidentProblems({ ...world, sweeps: [], cuts: new Map() }),
  };
}

const launch = (after: number, overrides: JsonObject = {}): WatchedCall =>
  watchedAt('compute.RunInstances', after, {
    requestParameters: { instanceType: 'p5.48xlarge' },
    ...overrides,
  });

const createUser = (after: number, userName = 'eve'): WatchedCall =>
  watchedAt('persistence.CreateUser', after, {
    requestParameters: { userName },
    responseElements: { user: { arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`, userName } },
  });

/** A user who calls with another key from another source IP. */
function userWith(name: string, accessKeyId: string) {
  return {
    sourceIPAddress: '203.0.113.9',
    userIdentity: {
      type: 'IAMUser',
      arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
      accountId: ACCOUNT,
      accessKeyId,
    },
  };
}

function sessionOf(session: string, sourceIPAddress: string) {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/App`;
  return {
    sourceIPAddress,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/App/${session}`,
      accountId: ACCOUNT,
      accessKeyId: `ASIA${session}`,
      sessionContext: { sessionIssuer: { type: 'Role', arn: roleArn } },
    },
  };
}

/** A sweep by the caller of a watched call. */
function sweepOf({ caller, principal }: WatchedCall, after: number, firstId: number): Call[] {
  return sweepCalls(3, { start: NOON + after, firstId, caller, principal });
}

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

describe('the keys and users that an intruder creates', () => {
  const createKey = (after: number, by: JsonObject, userName: string, accessKeyId: string) =>
    watchedAt('persistence.CreateAccessKey', after, {
      ...by,
      requestParameters: { userName },
      responseElements: { accessKey: { accessKeyId, userName } },
    });

  it('belong to the incident: their sweeps and their watched calls', async () => {
    const { sweep, detect, watch, sent, settle, last } = createBench();
    const bob = userWith('bob', 'AKIABOB');
    await sweep();
    await watch(createKey(MINUTE, {}, 'bob', 'AKIABOB'));
    await detect(sweepOf(launch(0, bob), 2 * MINUTE, 50));

    await watch(launch(3 * MINUTE, bob));
    await settle();

    expect(sent().filter((one) => !one.startsWith('updated'))).toEqual([
      'opened low',
      'escalated medium',
      'escalated critical',
      'closed critical archive',
    ]);
    expect(last()).toMatchObject({ identity: { key: ALICE_ARN }, totals: { sweeps: 2 } });
  });

  it('are followed where their calls arrive first', async () => {
    const { sweep, detect, watch, settle, published, problems } = createBench();
    const bob = userWith('bob', 'AKIABOB');
    await detect(sweepOf(launch(0, bob), 2 * MINUTE, 50));
    await watch(launch(3 * MINUTE, bob));
    await watch(createKey(MINUTE, {}, 'bob', 'AKIABOB'));
    await sweep();
    await settle();

    const closed = published.flatMap(({ notification: { kind, incident } }) =>
      kind === 'closed' ? [incident] : [],
    );
    const final = closed.filter(({ mergedInto }) => mergedInto === undefined);
    expect(final).toMatchObject([
      { identity: { key: ALICE_ARN }, severity: 'critical', totals: { sweeps: 2 } },
    ]);
    expect(closed.filter(({ mergedInto }) => mergedInto === final[0]?.id)).toHaveLength(1);
    expect(problems()).toEqual([]);
  });

  it('do not escalate an incident of their own once they are known', async () => {
    const { sweep, detect, watch, passTo, published } = createBench();
    const bob = userWith('bob', 'AKIABOB');
    await detect(sweepOf(launch(0, bob), 2 * MINUTE, 50));
    await sweep();
    await watch(createKey(MINUTE, {}, 'bob', 'AKIABOB'));
    await passTo(5 * MINUTE);

    await watch(launch(3 * MINUTE, bob));

    const critical = published.flatMap(({ notification: { incident } }) =>
      incident.severity === 'critical' ? [incident.identity.key] : [],
    );
    expect(critical).toEqual([ALICE_ARN]);
  });

  it('are all followed, though calls that are alike change no verdict', async () => {
    const { sweep, watch, last } = createBench();
    await sweep();
    for (let index = 0; index < 6; index += 1) {
      await watch(createKey(MINUTE + index, {}, `user-${index}`, `AKIA${index}`));
    }

    await watch(launch(2 * MINUTE, userWith('user-5', 'AKIA5')));

    expect(last()).toMatchObject({ identity: { key: ALICE_ARN }, severity: 'critical' });
  });

  it('are followed by another process that has just looked for their adopter in vain', async () => {
    const bench = createBench();
    const bob = userWith('bob', 'AKIABOB');
    const other = bench.startProcess();
    await bench.sweep();
    // It remembers for some seconds that nobody adopted the key.
    await other.detect(sweepOf(launch(0, bob), MINUTE, 50));
    await bench.watch(createKey(MINUTE, {}, 'bob', 'AKIABOB'));

    await other.watch([launch(2 * MINUTE, bob)]);

    const alerted = bench.published.flatMap(({ notification: { incident } }) =>
      incident.severity === 'critical' ? [incident.identity.key] : [],
    );
    expect(alerted).toContain(ALICE_ARN);
  });

  it('do not go on for ever where they create each other', async () => {
    const { sweep, detect, watch, settle, published, problems } = createBench();
    const key = (index: number) => userWith(index % 2 === 0 ? 'alice' : 'bob', `AKIALOOP${index}`);
    await sweep();
    for (let index = 0; index < 10; index += 1) {
      const by = index === 0 ? {} : key(index);
      const name = index % 2 === 0 ? 'bob' : 'alice';
      await watch(createKey(MINUTE + index * 10, by, name, `AKIALOOP${index + 1}`));
      await watch(createKey(MINUTE + index * 10 + 1, by, name, `AKIALOOP${(index + 5) % 10}`));
      const { caller, principal } = launch(0, key(index + 1));
      await detect(
        sweepCalls(3, {
          start: NOON + 300 + index * 60,
          firstId: 100 + index * 10,
          caller,
          principal,
        }),
      );
    }
    await watch(launch(20 * MINUTE, key(3)));
    await settle();

    expect(problems()).toEqual([]);
    const final = published.flatMap(({ notification: { kind, incident } }) =>
      kind === 'closed' && incident.mergedInto === undefined ? [incident] : [],
    );
    const ofAlice = final.filter(({ identity }) => identity.key === ALICE_ARN);
    expect(ofAlice).toHaveLength(1);
    expect(ofAlice[0]).toMatchObject({ severity: 'critical' });
  });

  it('may be named like mark-up', async () => {
    const name = '<!channel>*_`@x`<script>';
    const { sweep, detect, watch, last } = createBench();
    await sweep();
    await watch(createUser(MINUTE, name));
    const caller = { ...userWith(name, 'ASIACONSOLE') };

    await detect(sweepOf(launch(0, caller), 2 * MINUTE, 50));
    await watch(launch(3 * MINUTE, caller));

    expect(last()).toMatchObject({ identity: { key: ALICE_ARN }, severity: 'critical' });
    expect(last().timeline).toEqual(
      expect.arrayContaining([expect.objectContaining({ details: { user: name } })]),
    );
  });
});
