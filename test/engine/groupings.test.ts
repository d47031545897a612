import { WINDOWINGS } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { settingsOf } from '../support/calls';
import type { KnownCall } from '../support/incident-oracle';
import {
  callBy,
  callsOf,
  type Person,
  portalSessionOf,
  sessionOf,
  sweepBy,
} from '../support/people';
import { createWorld } from '../support/processes';

const GROUP_BY = ['arn', 'role', 'sourceIp'] as const;
const SOURCE_IP = '198.51.100.7';
const ROLE_ARN = 'arn:aws:iam::111122223333:role/ci';

/** Call `number` by a person, in a region of its own. */
function call(person: Person, number: number): KnownCall {
  return callBy(person, { number, second: number, region: `region-${number}` }, [...GROUP_BY]);
}

/** The principals of the findings of an incident. */
function kindsOf({ incident }: Notification): string[] {
  return incident.findings.map(({ principal }) => principal.kind).sort();
}

describe.each(WINDOWINGS)('calls under several groupings, under %s windows', (windowing) => {
  const settings = settingsOf({ minRegions: 3, minCalls: 3, windowing, groupBy: [...GROUP_BY] });
  const worldOf = () => createWorld({ settings, renotifyMinutes: 60 });

  it('are one incident with a finding for each grouping, and one message', async () => {
    const world = worldOf();
    const session = sessionOf('ci', 'a', SOURCE_IP);

    for (const number of [0, 1, 2, 3, 4]) {
      await world.startProcess().detect(callsOf([call(session, number)]));
    }

    expect(world.notifications.map(({ kind, incident }) => [kind, incident.identity.key])).toEqual([
      ['opened', ROLE_ARN],
    ]);
    expect(kindsOf(world.notifications[0] as Notification)).toEqual(['arn', 'role', 'sourceIp']);
    expect((await world.store.readLedger(`sourceIp:${SOURCE_IP}`)).incidents).toEqual([]);
  });

  it('are an incident of the role when each call has a session of its own', async () => {
    const world = worldOf();

    for (const number of [0, 1, 2, 3]) {
      const session = sessionOf('ci', `s-${number}`, `198.51.100.${number}`);
      await world.startProcess().detect(callsOf([call(session, number)]));
    }

    expect(world.notifications.map(({ incident }) => incident.identity.key)).toEqual([ROLE_ARN]);
    expect(kindsOf(world.notifications[0] as Notification)).toEqual(['role']);
  });

  it('are an incident of the source IP when the calls are of several identities', async () => {
    const world = worldOf();

    for (const number of [0, 1, 2, 3]) {
      const session = sessionOf(`role-${number}`, 'a', SOURCE_IP);
      await world.startProcess().detect(callsOf([call(session, number)]));
    }

    expect(world.notifications.map(({ incident }) => incident.identity.key)).toEqual([
      `sourceIp:${SOURCE_IP}`,
    ]);
  });

  it('are one incident when processes handle them at once', async () => {
    const world = worldOf();
    const session = sessionOf('ci', 'a', SOURCE_IP);
    const calls = [0, 1, 2, 3, 4, 5].map((number) => call(session, number));

    await Promise.all(calls.map((one) => world.startProcess().detect(callsOf([one]))));

    expect(new Set(world.notifications.map(({ incident }) => incident.id)).size).toBe(1);
    expect(world.notifications.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
  });

  it('are one incident when two sessions of a role sweep', async () => {
    const world = worldOf();

    for (const [name, number] of [
      ['a', 0],
      ['b', 10],
    ] as const) {
      const session = sessionOf('ci', name, SOURCE_IP);
      const calls = sweepBy(session, { number, second: number, regions: 3 }, [...GROUP_BY]);
      await world.startProcess().detect(callsOf(calls));
    }

    expect(world.notifications.map(({ incident }) => incident.identity.key)).toEqual([ROLE_ARN]);
    const { sweeps } = await world.store.readLedger(ROLE_ARN);
    expect(sweeps.filter(({ principal }) => principal.kind === 'arn')).toHaveLength(2);
  });

  it('move to the source IP when a later call shows that the sweep is of several identities', async () => {
    const world = worldOf();
    const first = portalSessionOf('anna', SOURCE_IP);
    const groupBy = ['sourceIp'] as const;
    const detect = (person: Person, number: number) =>
      world
        .startProcess()
        .detect(callsOf(sweepBy(person, { number, second: number, regions: 3 }, [...groupBy])));

    await detect(first, 0);
    const before = (await world.store.readLedger(first.identity)).sweeps;
    await detect(sessionOf('ci', 'a', SOURCE_IP), 4);

    const after = await world.store.readLedger(`sourceIp:${SOURCE_IP}`);
    expect(before.map(({ principal }) => principal.kind)).toEqual(['sourceIp']);
    expect(after.sweeps.map(({ principal }) => principal.kind)).toEqual(['sourceIp']);
    expect(world.notifications.map(({ kind, incident }) => [kind, incident.identity.key])).toEqual([
      ['opened', first.identity],
      ['opened', `sourceIp:${SOURCE_IP}`],
    ]);
  });
});
