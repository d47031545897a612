import type { Finding } from '../../src/detection/finding';
import { caseCount } from '../support/case-count';
import { deliveriesOf, NOON, recordsOfSteps, type Step } from '../support/chains';
import { shuffled } from '../support/delivery';
import { type Person, sessionOf, userNamed } from '../support/people';
import { inOrder, liveAtOnce, liveInOrder, replayed } from './watched-calls';

const MINUTE = 60;
const HOUR = 3600;
const EVE = userNamed('eve', '198.51.100.7');
const BACKDOOR = userNamed('backdoor', '203.0.113.5');
const ADMIN = sessionOf('admin', 'eve', '203.0.113.6');

function keyOf({ userIdentity }: Person): unknown {
  return userIdentity['accessKeyId'];
}

/** Eve creates a key for another user. */
function createKey(at: number): Step {
  return {
    by: EVE,
    at,
    does: 'persistence.CreateAccessKey',
    with: {
      requestParameters: { userName: 'backdoor' },
      responseElements: { accessKey: { userName: 'backdoor', accessKeyId: keyOf(BACKDOOR) } },
    },
  };
}

/** Somebody takes on the role `admin`. */
function assumeRole(by: Person, at: number): Step {
  const arn = ADMIN.userIdentity['arn'];
  return {
    by,
    at,
    does: 'roles.AssumeRole',
    with: {
      responseElements: {
        credentials: { accessKeyId: keyOf(ADMIN) },
        assumedRoleUser: { arn },
      },
    },
  };
}

/** Chains in which nothing comes long after the rest, so that the order of arrival does not matter. */
const CHAINS: Readonly<Record<string, readonly Step[]>> = {
  'launches after a sweep': [
    { by: EVE, at: 0, does: 'sweep' },
    { by: EVE, at: 2 * MINUTE, does: 'compute.RunInstances' },
    { by: EVE, at: 40 * MINUTE, does: 'compute.RunInstances' },
  ],
  'a login before a sweep': [
    { by: EVE, at: 0, does: 'login.ConsoleLogin' },
    { by: EVE, at: 10 * MINUTE, does: 'sweep' },
  ],
  'what another actor does': [
    { by: EVE, at: 0, does: 'sweep' },
    { by: { ...EVE, ...actorOf('2') }, at: MINUTE, does: 'defence.StopLogging' },
  ],
  'a key that sweeps and launches': [
    { by: EVE, at: 0, does: 'sweep' },
    createKey(10 * MINUTE),
    { by: BACKDOOR, at: 20 * MINUTE, does: 'sweep' },
    { by: BACKDOOR, at: 25 * MINUTE, does: 'compute.RunInstances' },
  ],
  'a session of a key, two steps away': [
    { by: EVE, at: 0, does: 'sweep' },
    createKey(5 * MINUTE),
    assumeRole(BACKDOOR, 10 * MINUTE),
    { by: ADMIN, at: 15 * MINUTE, does: 'sweep' },
    { by: ADMIN, at: 16 * MINUTE, does: 'exfiltration.ModifySnapshotAttribute' },
  ],
};

/** Chains that go on for hours. */
const LONG_CHAINS: Readonly<Record<string, readonly Step[]>> = {
  'a launch hours later, and one more': [
    { by: EVE, at: 0, does: 'sweep' },
    { by: EVE, at: 5 * HOUR, does: 'compute.RunInstances' },
    { by: EVE, at: 5 * HOUR + MINUTE, does: 'defence.StopLogging' },
  ],
  'a launch hours later, and a sweep soon after it': [
    { by: EVE, at: 0, does: 'sweep' },
    { by: EVE, at: 5 * HOUR, does: 'compute.RunInstances' },
    { by: EVE, at: 5 * HOUR + 20 * MINUTE, does: 'sweep' },
  ],
  'a launch between two sweeps that are far apart': [
    { by: EVE, at: 0, does: 'sweep' },
    { by: EVE, at: 50 * MINUTE, does: 'compute.RunInstances' },
    { by: EVE, at: 100 * MINUTE, does: 'sweep' },
  ],
  'an autoscaler that always launches': [
    { by: EVE, at: -5 * HOUR, does: 'compute.RunInstances' },
    { by: EVE, at: -3 * HOUR, does: 'compute.RunInstances' },
    { by: EVE, at: 0, does: 'sweep' },
    { by: EVE, at: 5 * MINUTE, does: 'compute.RunInstances' },
  ],
  'a habit hours after a sweep, and then a launch': [
    { by: EVE, at: -5 * HOUR, does: 'defence.StopLogging' },
    { by: EVE, at: -3 * HOUR, does: 'defence.StopLogging' },
    { by: EVE, at: 0, does: 'sweep' },
    { by: EVE, at: 5 * HOUR, does: 'defence.StopLogging' },
    { by: EVE, at: 5 * HOUR + 10 * MINUTE, does: 'compute.RunInstances' },
  ],
};

const DEEDS = [
  'compute.RunInstances',
  'defence.StopLogging',
  'exfiltration.ModifySnapshotAttribute',
  'login.ConsoleLogin',
  'persistence.CreateUser',
  'sweep',
] as const;

/** A sweep by Eve, a key that she creates, and what happens in the 50 min around. */
function randomChain(seed: number): Step[] {
  const people = [EVE, { ...EVE, ...actorOf('2') }, BACKDOOR];
  const times = shuffled(
    Array.from({ length: 50 }, (_, minute) => minute),
    seed,
  );
  const deeds = times.slice(0, 8).map((minute, index): Step => {
    const by = people[(minute + seed) % people.length] ?? EVE;
    return { by, at: minute * MINUTE, does: DEEDS[(minute + index) % DEEDS.length] ?? 'sweep' };
  });
  return [{ by: EVE, at: 20, does: 'sweep' }, createKey(10), ...deeds].sort((a, b) => a.at - b.at);
}

/** Another key and source IP of Eve. */
function actorOf(key: string): Pick<Person, 'userIdentity' | 'sourceIp'> {
  return userNamed('eve', '203.0.113.77', key);
}

function deliveries(steps: readonly Step[]) {
  const first = Math.min(...steps.map(({ at }) => at));
  expect(first + NOON).toBeGreaterThan(0);
  return deliveriesOf(recordsOfSteps(steps));
}

describe('the deployed detector and replay, on sweeps with watched calls', () => {
  it.each(Object.entries({ ...CHAINS, ...LONG_CHAINS }))(
    'have the same incidents where nothing is late: %s',
    async (_name, steps) => {
      const all = deliveries(steps);
      const [live, replay] = [await liveInOrder(all), await replayed(all)];

      expect(inOrder(replay)).toEqual(inOrder(live));
      expect(replay.map(({ id }) => id).sort()).toEqual(live.map(({ id }) => id).sort());
    },
  );

  it.each(Object.entries(CHAINS))(
    'have the same incidents in any order of arrival: %s',
    async (_name, steps) => {
      const all = deliveries(steps);
      const replay = inOrder(await replayed(all));

      for (const seed of [1, 2, 3]) {
        expect(inOrder(await liveAtOnce(shuffled(all, seed)))).toEqual(replay);
        expect(inOrder(await replayed(shuffled(all, seed)))).toEqual(replay);
      }
    },
  );

  it('have the same incidents, whatever two people do within an hour', async () => {
    for (let seed = 0; seed < caseCount(80); seed += 1) {
      const all = deliveries(randomChain(seed));
      const replay = inOrder(await replayed(all));

      expect(inOrder(await liveInOrder(all))).toEqual(replay);
      expect(inOrder(await liveAtOnce(shuffled(all, seed)))).toEqual(replay);
    }
  });

  it('score a call that the allow-list does not name, although it covers the sweep', async () => {
    const steps = CHAINS['launches after a sweep'] ?? [];
    const covered =
      (watchedCalls: string[]) =>
      (finding: Finding): Finding => ({
        ...finding,
        allowlist: {
          entryId: 'scanner',
          owner: 'ops',
          ticket: 'OPS-1',
          expires: '2099-01-01',
          watchedCalls,
        },
      });
    const [incident] = await replayed(deliveries(steps), { noted: covered([]) });
    const [quiet] = await replayed(deliveries(steps), { noted: covered(['RunInstances']) });

    expect(incident).toMatchObject({ severity: 'critical', totals: { watchedCalls: 2 } });
    expect(quiet?.reasons.map(({ id }) => id)).not.toContain('watched-compute');
  });
});
