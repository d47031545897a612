import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { noteOf } from '../../src/allowlist/note-of';
import { leadOf } from '../../src/detection/incident/incident';
import type { Call } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { indexWatches } from '../../src/detection/watched/match-watch';
import { parseWatched } from '../../src/detection/watched/parse-watched';
import { WATCHES } from '../../src/detection/watched/watch-catalog';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import { createDetector } from '../../src/engine/detector';
import { entryOf } from '../support/allowlist';
import { ALICE_ARN, settingsOf, sweepCalls } from '../support/calls';
import { LIMITS } from '../support/detection';
import { createIncidentWorld } from '../support/incident-world';
import { watchedRecord } from '../support/watched-records';

/** A detector with an entry for Alice, up to four regions. */
function createBench() {
  const published: Notification[] = [];
  const entry = entryOf({
    match: { principal: ALICE_ARN },
    ceilings: { regions: 4, calls: 9, addresses: 1 },
  });
  const detector = createDetector({
    store: createMemorySweepStore(LIMITS),
    notifier: { publish: async (notification) => void published.push(notification) },
    clock: () => 0,
    digest: sha256Digest,
    settings: settingsOf({ minRegions: 3, minCalls: 3 }),
    severity: DEFAULT_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes: 60,
    notifyFrom: 'informational',
    noteOf: (finding) => noteOf(finding, [entry], 0),
  });
  const detect = async (calls: readonly Call[]) => {
    const { failures } = await detector.detect(calls);
    expect(failures).toEqual([]);
  };
  return { published, detect };
}

describe('a finding that the allow-list covers', () => {
  it('goes to the archive alone, whatever notifyFrom is', async () => {
    const { published, detect } = createBench();

    await detect(sweepCalls(3));

    expect(published).toMatchObject([
      {
        kind: 'opened',
        audience: 'archive',
        incident: { findings: [{ allowlist: { ticket: 'SEC-1234' } }] },
      },
    ]);
  });

  it('sends an alert once it exceeds a ceiling', async () => {
    const { published, detect } = createBench();
    await detect(sweepCalls(3));

    await detect(sweepCalls(5));

    expect(published.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['opened', 'archive'],
      ['opened', 'people'],
    ]);
    expect(leadOf((published[1] as Notification).incident).allowlist).toMatchObject({
      brokenCeilings: [{}],
    });
  });
});

describe('watched calls in an incident that the allow-list covers', () => {
  const NOON = Date.UTC(2026, 2, 1, 12) / 1000;

  /** The notifications about a sweep of 3 regions, then a launch, with an entry for Alice that names calls. */
  async function notificationsWith(
    watchedCalls: readonly string[],
    { regions = 3, sourceIPAddress = '198.51.100.7' } = {},
  ) {
    const entry = entryOf({
      match: { principal: ALICE_ARN },
      ceilings: { regions: 4, calls: 9, addresses: 1 },
      watchedCalls,
    });
    const world = createIncidentWorld({
      settings: settingsOf({ minRegions: 3, minCalls: 3 }),
      notifyFrom: 'critical',
      noteOf: (finding) => noteOf(finding, [entry], 0),
    });
    const eventTime = new Date((NOON + 60) * 1000).toISOString().replace('.000', '');
    const record = watchedRecord('compute.RunInstances', { eventTime, sourceIPAddress });
    const launch = parseWatched(record, undefined, {
      digest: sha256Digest,
      watches: indexWatches(WATCHES),
    });
    await world.detect(sweepCalls(regions, { start: NOON }));
    await world.watch([launch as WatchedCall]);
    await world.settle();
    return world.published.map(({ notification }) => notification);
  }

  it('send an alert', async () => {
    const published = await notificationsWith(['CreateStack']);

    expect(published.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['opened', 'archive'],
      ['opened', 'people'],
      ['closed', 'archive'],
    ]);
  });

  it('send none if the entry names them, and stay in the timeline', async () => {
    const published = await notificationsWith(['RunInstances']);

    expect(published.map(({ kind, audience }) => [kind, audience])).toEqual([
      ['opened', 'archive'],
      ['closed', 'archive'],
    ]);
    expect(published.at(-1)?.incident).toMatchObject({
      findings: [{ allowlist: { watchedCalls: ['RunInstances'] } }],
      timeline: [{ kind: 'sweep' }, { eventName: 'RunInstances' }],
    });
  });

  it('send an alert if the entry names them but the sweep exceeds a ceiling', async () => {
    const published = await notificationsWith(['RunInstances'], { regions: 5 });

    expect(published.some(({ audience }) => audience === 'people')).toBe(true);
  });

  it('send an alert if the entry names them but they come from another source IP', async () => {
    const published = await notificationsWith(['RunInstances'], { sourceIPAddress: '192.0.2.9' });

    expect(published.some(({ audience }) => audience === 'people')).toBe(true);
  });
});
