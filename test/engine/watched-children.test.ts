import type { JsonObject } from '../../src/detection/json';
import { ALICE_ARN, sweepCalls } from '../support/calls';
import { NOON, watchedAt } from '../support/watched-records';
import {
  createBench,
  createUser,
  launch,
  MINUTE,
  sweepOf,
  userWith,
} from '../support/watcher-bench';

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
