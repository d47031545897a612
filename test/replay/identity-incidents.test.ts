import { sha256Digest } from '../../src/adapters/sha256-digest';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import type { KeptWatch } from '../../src/detection/watched/watched-call';
import type { Watching } from '../../src/engine/watching';
import type { HistorySweep } from '../../src/replay/history-incident';
import { identityIncidents } from '../../src/replay/identity-incidents';
import { findingOf } from '../support/findings';
import { FIRST_SECOND, sweepOf } from '../support/incident-ledgers';

const HOUR = 3600;
const EVE = 'arn:aws:iam::111122223333:user/eve';

const SWEEP: HistorySweep = {
  finding: findingOf(),
  owner: EVE,
  exact: sweepOf(EVE, ''),
  calls: [],
  isKnownCaller: false,
};

/** A launch at an hour after the first second. */
function launchAt(hour: number): KeptWatch {
  return {
    eventId: `launch-${hour}`,
    second: FIRST_SECOND + hour * HOUR,
    watchId: 'compute.RunInstances',
    eventName: 'RunInstances',
    category: 'compute',
    region: 'us-east-1',
    details: {},
    caller: { type: 'IAMUser', arn: EVE },
  };
}

/** The incidents of a sweep and launches, where the latter are a habit in the eyes of a later incident. */
async function incidentsWith(calls: readonly KeptWatch[], habits: readonly KeptWatch[]) {
  const unused = (): never => {
    throw new Error('The incidents of one identity need no more than its watched calls.');
  };
  const watching: Watching = {
    add: unused,
    adoptersOf: unused,
    readAhead: unused,
    unmovedOf: unused,
    noteMoved: unused,
    read: async ({ first }) => ({
      calls,
      earlier: first === FIRST_SECOND ? [] : habits,
      isComplete: true,
    }),
  };
  return identityIncidents(EVE, [SWEEP], {
    renotifyMinutes: 60,
    lateEventHours: 24,
    digest: sha256Digest,
    severity: DEFAULT_SEVERITY,
    watching,
  });
}

describe('a watched call long after an incident', () => {
  it('opens another that follows and rests on the same sweep', async () => {
    const [first, next, ...others] = await incidentsWith([launchAt(5)], []);

    expect(others).toEqual([]);
    expect(next).toMatchObject({
      state: { first: FIRST_SECOND + 5 * HOUR, follows: first?.state.id },
      sweeps: [SWEEP],
      hasOwnSweeps: false,
    });
  });

  it('opens none if it has become a habit by then', async () => {
    const habits = [launchAt(-3), launchAt(-2)];
    const incidents = await incidentsWith([launchAt(5)], habits);

    expect(incidents.map(({ hasOwnSweeps }) => hasOwnSweeps)).toEqual([true]);
  });
});
