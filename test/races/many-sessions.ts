import type { SweepStore } from '../../src/ports/sweep-store';
import { settingsOf } from '../support/calls';
import { inParallel } from '../support/delivery';
import { incidentProblems } from '../support/incident-invariant';
import { ownedSweeps } from '../support/incident-oracle';
import { createIncidentWorld } from '../support/incident-world';
import { callsOf, sessionOf, sweepBy } from '../support/people';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const SETTINGS = settingsOf({ minRegions: 3, minCalls: 3 });

export interface ManySessions {
  readonly name: string;
  readonly sessions: number;
  /** How many of them sweep at once. */
  readonly width: number;
  /** @default in memory */
  readonly openStore?: () => SweepStore;
}

/** Sessions of one role sweep at once, each in a process of its own, and so compete for one ledger. */
export function describeManySessions({ name, sessions, width, openStore }: ManySessions): void {
  describe(`${sessions} sessions of one role that sweep at once, ${name}`, () => {
    it('are one incident, of which every sweep is part, and whose totals are lower bounds', async () => {
      const store = openStore?.();
      const world = createIncidentWorld({
        settings: SETTINGS,
        now: (NOON + 60) * 1000,
        ...(store && { store }),
      });
      const groups = Array.from({ length: sessions }, (_, index) =>
        sweepBy(
          sessionOf('App', `s${index}`, `10.0.${index >> 8}.${index & 255}`),
          { number: 3 * index + 1, second: NOON + (index % 20), regions: 3 },
          'arn',
        ),
      );

      let pending = groups;
      for (let attempt = 0; pending.length > 0 && attempt < 5; attempt += 1) {
        const failed: typeof groups = [];
        await inParallel(pending, width, async (known) => {
          const again = await world.tryIn(world.startProcess(), callsOf(known));
          failed.push(...(again.length > 0 ? [known] : []));
        });
        pending = failed;
        world.skipTo(world.now + 60_000);
      }
      await world.settle();

      const { published, ledgers } = world;
      const sweeps = ownedSweeps(groups.flat(), SETTINGS);
      expect(pending).toEqual([]);
      expect(sweeps).toHaveLength(sessions);
      expect(incidentProblems({ published, ledgers, sweeps, cuts: new Map() })).toEqual([]);
      expect(published.map(({ notification: { kind } }) => kind)).toEqual(
        expect.arrayContaining(['opened', 'closed']),
      );
      const closing = published.at(-1)?.notification.incident;
      // The ledger lists some, and counts the others as far as it can distinguish them from calls that come again.
      expect(closing?.totals.sweeps).toBeGreaterThan(10);
      expect(closing?.totals.atLeast).toBe(true);
    });
  });
}
