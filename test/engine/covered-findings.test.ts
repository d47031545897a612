import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { noteOf } from '../../src/allowlist/note-of';
import { leadOf } from '../../src/detection/incident/incident';
import type { Call } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { createDetector } from '../../src/engine/detector';
import { entryOf } from '../support/allowlist';
import { ALICE_ARN, settingsOf, sweepCalls } from '../support/calls';
import { LIMITS } from '../support/detection';

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
