import { gatherAlerts, type HeldAlert } from '../../src/detection/gathered-alerts';
import type { Severity } from '../../src/detection/rules/rule';

let ids = 0;
const alertOf = (identity: string, severity: Severity, incidentId = `${ids++}`): HeldAlert => ({
  identity,
  severity,
  incidentId,
});

describe('gatherAlerts', () => {
  it('names the most severe identities first, then those with the most alerts', () => {
    const summary = gatherAlerts(
      [
        ...['a', 'b', 'a'].map((identity) => alertOf(identity, 'low')),
        alertOf('c', 'low'),
        alertOf('c', 'high'),
        alertOf('c', 'medium'),
      ],
      1_773_748_800,
      300,
    );

    expect(summary).toMatchObject({
      total: 6,
      start: '2026-03-17T12:00:00Z',
      end: '2026-03-17T12:05:00Z',
      bySeverity: [
        { severity: 'high', count: 1 },
        { severity: 'medium', count: 1 },
        { severity: 'low', count: 4 },
      ],
      identities: [
        { identity: 'c', count: 3, severity: 'high' },
        { identity: 'a', count: 2, severity: 'low' },
        { identity: 'b', count: 1, severity: 'low' },
      ],
      identityCount: 3,
    });
  });

  it('names each incident once, the most severe first', () => {
    const held = [
      alertOf('a', 'low', 'one'),
      alertOf('a', 'high', 'two'),
      alertOf('a', 'medium', 'one'),
    ];

    expect(gatherAlerts(held, 0, 300)).toMatchObject({
      incidentIds: ['two', 'one'],
      incidentCount: 2,
    });
  });

  it('counts all identities and incidents, and names ten and twenty', () => {
    const held = Array.from({ length: 30 }, (_, index) => alertOf(`identity-${index}`, 'low'));
    const summary = gatherAlerts(held, 0, 300);

    expect(summary.identities).toHaveLength(10);
    expect(summary.incidentIds).toHaveLength(20);
    expect([summary.identityCount, summary.incidentCount]).toEqual([30, 30]);
  });
});
