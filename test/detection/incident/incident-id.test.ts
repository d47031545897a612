import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { incidentId, incidentSecond } from '../../../src/detection/incident/incident-id';
import { ALICE_ARN } from '../../support/calls';

describe('the ID of an incident', () => {
  it('has the time of its first bucket and the start of the digest of its identity', () => {
    const id = incidentId(ALICE_ARN, 1_773_480_390, sha256Digest);

    expect(id).toBe('incident-20260314T092630Z-5778c30d3fe8c123');
    expect(incidentSecond(id)).toBe(1_773_480_390);
  });

  it('has no time where it is another text', () => {
    expect(incidentSecond('finding-1')).toBeNaN();
  });
});
