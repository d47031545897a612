import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createSightingNotes } from '../../src/engine/sighting-notes';
import { callOf, uuid } from '../support/calls';

const CALL = callOf({ eventId: uuid(1) });
const PARTITION = { ruleId: CALL.ruleId, principal: CALL.principal, windowSeconds: 30 };

/** Notes of sweeps, with what was written. */
function createBench() {
  const sightings = createMemorySightings();
  const written: string[] = [];
  const notes = createSightingNotes({
    sightings: {
      ...sightings,
      async add(identity, sighting) {
        written.push(`${identity.kind} ${sighting.second}`);
        await sightings.add(identity, sighting);
      },
    },
  });
  const note = (number: number) =>
    notes.note(PARTITION, { id: `sweep-${number}`, start: 0, end: 30 }, [CALL]);
  return { note, written };
}

describe('notes of sweeps', () => {
  it('are written once for each identity that others may share', async () => {
    const { note, written } = createBench();

    await note(1);
    const [first] = [[...written]];
    await note(1);

    expect(first?.length).toBeGreaterThan(0);
    expect(written).toEqual(first);
  });

  it('are written again when thousands came since', async () => {
    const { note, written } = createBench();
    await note(0);
    const ofOne = written.length;
    for (let number = 1; number < 5000 / ofOne; number += 1) {
      await note(number);
    }
    const before = written.length;

    await note(0);
    expect(written).toHaveLength(before);
    await note(5000);
    await note(0);
    expect(written).toHaveLength(before + 2 * ofOne);
  });
});
