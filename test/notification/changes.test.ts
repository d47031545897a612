import type { IncidentChange } from '../../src/detection/notification';
import { changesOf } from '../../src/notification/changes';
import { cappedRoleSweep, consoleClick, findingOf, longTermKeySweep } from '../support/findings';
import { incidentOf } from '../support/incidents';
import { closed, escalated, opened, updated } from '../support/notifications';
import { attackChain } from '../support/watched-lines';

const texts = (change: IncidentChange): Record<string, string> =>
  Object.fromEntries(changesOf(change).map(({ label, text }) => [label, text]));

describe('changesOf', () => {
  it('is empty for the first notification', () => {
    expect(changesOf(opened(longTermKeySweep()))).toEqual([]);
  });

  it('names the severity in the archive where people get the incident later', () => {
    expect(changesOf({ ...opened(longTermKeySweep()), kind: 'opened', from: 'low' })).toEqual([
      {
        label: 'Alert',
        text: 'This is the first alert. Before, only the archive had this incident, with severity low.',
      },
    ]);
  });

  it('gives the severity before and after the rise', () => {
    expect(changesOf(escalated(longTermKeySweep()))).toEqual([
      { label: 'Severity', text: 'from informational to high (score 67 of 100)' },
    ]);
  });

  it.each([
    [1, 'A new actor made a sweep. It shares no session, access key or source IP with'],
    [2, '2 new actors made sweeps. They share no session, access key or source IP with'],
  ])('counts %d new actors', (newActors, expected) => {
    expect(texts({ ...updated(findingOf()), kind: 'updated', newActors })).toEqual({
      'New actors': `${expected} the actors before.`,
    });
  });

  it('compares the totals of the incident with the last alert', () => {
    const incident = incidentOf(longTermKeySweep(), { sweepCount: 3 });
    const sent = { ...incident.totals, sweeps: 1, regions: 12 };

    expect(texts({ kind: 'closed', sent, incident })).toEqual({
      Sweeps: '3 sweeps (1 in the last alert)',
      Calls: 'at least 17 calls (unchanged)',
      Regions: 'at least 17 regions (12 in the last alert)',
      Duration: 'within 33 s',
      Denied: '6 of 17 calls (35 %)',
      Accounts: '1 (unchanged)',
      Actors: '1 (unchanged)',
    });
  });

  it('counts watched calls where there are any', () => {
    const incident = incidentOf(findingOf(), { watched: attackChain() });
    const sent = { ...incident.totals, watchedCalls: 2 };

    expect(texts({ kind: 'closed', sent, incident })).toMatchObject({
      Watched: '15 watched calls (2 in the last alert)',
      Denied: 'none',
    });
  });

  it('counts the denied calls of the evidence, whatever the reasons', () => {
    const finding = { ...longTermKeySweep(), reasons: [] };

    expect(texts(closed(finding))).toMatchObject({ Denied: '6 of 17 calls (35 %)' });
  });

  it('marks lower bounds', () => {
    expect(texts(closed(cappedRoleSweep()))).toMatchObject({
      Calls: 'at least 51 calls (10 in the last alert)',
    });
  });

  it('says which incident goes on after a merge', () => {
    const incident = incidentOf(consoleClick(), { state: { mergedInto: 'incident-1' } });

    expect(texts(closed(incident))).toMatchObject({
      Merged: 'became part of incident-1, which goes on',
    });
  });

  it('says that the activity goes on', () => {
    expect(texts(closed(incidentOf(consoleClick(), { isOngoing: true })))).toMatchObject({
      Ongoing: 'still active after 24 h; the next activity opens a new incident',
    });
  });
});
