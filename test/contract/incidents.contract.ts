import type { IncidentList } from '../../src/ports/incident-list';
import {
  digestOf,
  FIRST_SECOND,
  incidentState,
  newIdentity,
  type StoredLedger,
} from '../support/incident-ledgers';

/** The incidents of a table, and how the detector and other processes see it. */
export interface OpenedIncidents {
  readonly incidents: IncidentList;
  /** Stores a ledger, as the detector does. */
  put(ledger: StoredLedger): Promise<void>;
  /** When the ledger of an identity expires, in seconds since the epoch. */
  expiryOf(identity: string): Promise<number>;
}

const MINUTE_MS = 60_000;

const ACKNOWLEDGEMENT = {
  incidentId: 'incident-1',
  actors: [['key-1']],
  severity: 'high',
  by: 'jane',
  reason: 'known',
  at: FIRST_SECOND * 1000,
  until: FIRST_SECOND * 1000 + 500,
} as const;

/** What every list of incidents must do. */
export function describeIncidents(name: string, open: () => Promise<OpenedIncidents>): void {
  describe(`${name} as a list of incidents`, () => {
    let opened: OpenedIncidents;
    beforeAll(async () => {
      opened = await open();
    });

    /** Stores the ledger of a new identity with one incident. */
    async function store(label: string, overrides: Parameters<typeof incidentState>[1] = {}) {
      const identity = newIdentity(label);
      const state = { sweeps: [], incidents: [incidentState(identity, overrides)] };
      await opened.put({ identity, state });
      return { identity, state };
    }

    /** The identities with an open incident, of those that a test stored. */
    async function openAmong(identities: readonly string[]): Promise<string[]> {
      const ledgers = await opened.incidents.readOpen();
      return ledgers.map(({ identity }) => identity).filter((one) => identities.includes(one));
    }

    it('has no ledger of an identity that it has not seen', async () => {
      expect(await opened.incidents.read(digestOf('nobody'))).toBeUndefined();
    });

    it('reads a ledger by the digest of its identity, open or closed', async () => {
      const { identity, state } = await store('closed', { closedAt: 1 });

      expect(await opened.incidents.read(digestOf(identity))).toEqual({
        ...state,
        identity,
        identityDigest: digestOf(identity),
        version: 1,
      });
    });

    it('lists the ledgers with an open incident, the one open longest first', async () => {
      const openedAt = (FIRST_SECOND + 47) * 1000;
      const later = await store('later', { openedAt: openedAt + MINUTE_MS });
      const closed = await store('over', { closedAt: openedAt + MINUTE_MS });
      const earlier = await store('earlier', { openedAt: openedAt - MINUTE_MS });

      const all = [later, closed, earlier].map(({ identity }) => identity);
      expect(await openAmong(all)).toEqual([earlier.identity, later.identity]);
    });

    it('no longer lists a ledger once its last open incident is closed', async () => {
      const { identity, state } = await store('closing');
      const incidents = state.incidents.map((one) => ({ ...one, closedAt: 2 }));
      await opened.put({ identity, state: { ...state, incidents }, version: 2 });

      expect(await openAmong([identity])).toEqual([]);
    });

    it('acknowledges under the version that was read, and changes nothing else', async () => {
      const { identity, state } = await store('acknowledged');
      const read = await opened.incidents.read(digestOf(identity));
      if (read === undefined) {
        throw new Error('The ledger is gone.');
      }

      expect(await opened.incidents.acknowledge(read, [ACKNOWLEDGEMENT])).toBe(true);
      expect(await opened.incidents.read(digestOf(identity))).toEqual({
        ...read,
        ...state,
        acknowledgements: [ACKNOWLEDGEMENT],
        version: 2,
      });
      // It is still listed, and kept until the acknowledgement ends.
      expect(await openAmong([identity])).toEqual([identity]);
      expect(await opened.expiryOf(identity)).toBe(FIRST_SECOND + 1);
    });

    it('does not shorten how long a ledger is kept', async () => {
      const identity = newIdentity('kept');
      const state = { sweeps: [], incidents: [incidentState(identity)] };
      await opened.put({ identity, state, expiresAt: FIRST_SECOND * 2 });
      const read = await opened.incidents.read(digestOf(identity));

      await opened.incidents.acknowledge(read as NonNullable<typeof read>, [ACKNOWLEDGEMENT]);

      expect(await opened.expiryOf(identity)).toBe(FIRST_SECOND * 2);
    });

    it('refuses an acknowledgement if another process wrote first, or the ledger is gone', async () => {
      const { identity, state } = await store('contended');
      const read = await opened.incidents.read(digestOf(identity));
      await opened.put({ identity, state, version: 2 });
      const stale = read as NonNullable<typeof read>;

      expect(await opened.incidents.acknowledge(stale, [ACKNOWLEDGEMENT])).toBe(false);
      expect(
        await opened.incidents.acknowledge({ ...stale, identityDigest: digestOf('nobody') }, [
          ACKNOWLEDGEMENT,
        ]),
      ).toBe(false);
      expect(await opened.incidents.read(digestOf(identity))).toMatchObject({ version: 2 });
    });
  });
}
