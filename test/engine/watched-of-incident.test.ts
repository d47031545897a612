import { createMemoryWatchedCalls } from '../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { noteOf } from '../../src/allowlist/note-of';
import { actorsAmong } from '../../src/detection/incident/actors';
import { EMPTY_LEDGER, type IncidentState } from '../../src/detection/incident/ledger';
import type { Caller } from '../../src/detection/model';
import { parseEventTime } from '../../src/detection/time';
import type { KeptWatch } from '../../src/detection/watched/watched-call';
import { watchedOfIncident } from '../../src/engine/watched-of-incident';
import { createWatching } from '../../src/engine/watching';
import { entryOf, NOW } from '../support/allowlist';
import { longTermKeySweep } from '../support/findings';
import { incidentState } from '../support/incident-ledgers';

const SWEEP = longTermKeySweep();
const IDENTITY = SWEEP.principal.arn as string;
const FIRST = parseEventTime(SWEEP.evidence.firstCall) as number;
const LAST = parseEventTime(SWEEP.evidence.lastCall) as number;
const CALLER: Caller = {
  type: 'IAMUser',
  arn: IDENTITY,
  accessKeyId: SWEEP.evidence.accessKeyIds[0] as string,
  sourceIp: SWEEP.evidence.sourceIps[0] as string,
};

const LAUNCH: KeptWatch = {
  eventId: 'launch',
  second: LAST + 60,
  watchId: 'compute.RunInstances',
  eventName: 'RunInstances',
  category: 'compute',
  region: 'us-east-1',
  details: {},
  caller: CALLER,
};

/** What a launch adds to an incident with one sweep, with this allow-list entry. */
async function watchedWith(entry: Parameters<typeof entryOf>[0], call = LAUNCH) {
  const watchedCalls = createMemoryWatchedCalls(sha256Digest);
  await watchedCalls.add(IDENTITY, call);
  const note = noteOf(SWEEP, [entryOf(entry)], NOW);
  const state: IncidentState = incidentState(IDENTITY, {
    first: FIRST,
    last: LAST + 1,
    actors: actorsAmong([CALLER], sha256Digest),
  });
  return watchedOfIncident(
    createWatching({ watchedCalls, clock: () => NOW, digest: sha256Digest }),
    {
      identity: IDENTITY,
      ledger: { ...EMPTY_LEDGER, incidents: [state] },
      state,
      sweeps: [
        {
          finding: { ...SWEEP, ...(note && { allowlist: note }) },
          exact: { start: FIRST, end: LAST + 1 },
          isKnownCaller: false,
        },
      ],
      renotifySeconds: 3600,
    },
  );
}

const NAMED = { watchedCalls: ['RunInstances'] };

describe('a watched call in an incident whose sweep an allow-list entry covers', () => {
  it('counts unless the entry names it', async () => {
    const watched = await watchedWith({});

    expect(watched).toMatchObject({ points: 80, reasons: [{ id: 'watched-compute' }] });
    expect(watched.last).toBe(LAUNCH.second + 1);
  });

  it('adds nothing and extends nothing if the entry names it, but stays in the timeline', async () => {
    const watched = await watchedWith(NAMED);

    expect(watched).toMatchObject({ points: 0, reasons: [], last: LAST + 1 });
    expect(watched.lines).toMatchObject([{ eventName: 'RunInstances', count: 1 }]);
  });

  it.each<[string, Parameters<typeof entryOf>[0], KeptWatch]>([
    [
      'the sweep exceeds a ceiling',
      { ...NAMED, ceilings: { regions: 1, calls: 17, addresses: 2 } },
      LAUNCH,
    ],
    [
      'it comes from another source IP',
      NAMED,
      { ...LAUNCH, caller: { ...CALLER, sourceIp: '192.0.2.99' } },
    ],
  ])('counts if the entry names it but %s', async (_case, entry, call) => {
    expect(await watchedWith(entry, call)).toMatchObject({ points: 80 });
  });
});
