import type { Acknowledgement } from '../../src/detection/incident/acknowledgement';
import { acknowledgeIncident } from '../../src/incidents/acknowledge-incident';
import type { IdentityLedger, IncidentList } from '../../src/ports/incident-list';
import { digestOf, incidentState, newIdentity } from '../support/incident-ledgers';

const INPUT = { by: 'jane', reason: 'known', at: 0, until: 1000 };

/** A list with one ledger. Other processes change it during the first attempts to write. */
function contendedList(changes: number) {
  const identity = newIdentity('contended');
  let ledger: IdentityLedger = {
    identity,
    identityDigest: digestOf(identity),
    version: 1,
    sweeps: [],
    incidents: [incidentState(identity)],
  };
  let attempts = 0;
  const incidents: IncidentList = {
    readOpen: async () => [ledger],
    read: async () => ledger,
    async acknowledge(
      { version }: IdentityLedger,
      acknowledgements: readonly Acknowledgement[],
    ): Promise<boolean> {
      attempts += 1;
      if (attempts <= changes) {
        const [state] = ledger.incidents;
        const worth = { severity: 'critical', audience: 'people' } as const;
        ledger = {
          ...ledger,
          version: version + 1,
          incidents: [{ ...(state as NonNullable<typeof state>), worth }],
        };
        return false;
      }
      ledger = { ...ledger, acknowledgements, version: version + 1 };
      return true;
    },
  };
  const [state] = ledger.incidents;
  return {
    acknowledge: () => acknowledgeIncident(incidents, state?.id ?? '', digestOf(identity), INPUT),
    attempts: () => attempts,
  };
}

describe('an acknowledgement while the detector writes', () => {
  it('tries again with the ledger as it then is', async () => {
    const { acknowledge, attempts } = contendedList(3);

    const { ledger, state } = await acknowledge();

    expect(attempts()).toBe(4);
    expect(state.worth.severity).toBe('critical');
    expect(ledger).toMatchObject({
      version: 5,
      acknowledgements: [{ severity: 'critical', by: 'jane' }],
    });
  });

  it('gives up in the end, and asks for another try', async () => {
    const { acknowledge } = contendedList(1000);

    await expect(acknowledge()).rejects.toThrow(
      /is not acknowledged: the detector changed it 20 times .*Run the command again\./,
    );
  });
});
