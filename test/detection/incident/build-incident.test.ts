import type { Finding } from '../../../src/detection/finding';
import { buildIncident } from '../../../src/detection/incident/build-incident';
import {
  leadOf,
  MAX_FINDINGS,
  MAX_TIMELINE,
  type WatchedLine,
} from '../../../src/detection/incident/incident';
import { ALICE_ARN } from '../../support/calls';
import { findingOf } from '../../support/findings';
import { watchedPart } from '../../support/incidents';
import { incidentStateOf } from '../../support/sweeps';

const NOTE = { entryId: 'ci', owner: 'ops', ticket: 'OPS-1', expires: '2027-01-01' };

function finding(id: string, fields: Partial<Finding> = {}): Finding {
  return { ...findingOf(), id, ...fields };
}

function watchedAt(time: string, count = 1): WatchedLine {
  return {
    kind: 'watched',
    time,
    until: time,
    eventName: 'RunInstances',
    category: 'compute',
    count,
    regions: ['us-east-1'],
    details: {},
    caller: 'alice',
  };
}

function built(
  findings: readonly [Finding, ...Finding[]],
  more: Partial<Parameters<typeof buildIncident>[0]> = {},
) {
  const state = incidentStateOf('incident', 0, 30);
  return buildIncident({
    identity: ALICE_ARN,
    state,
    sweepCount: findings.length,
    findings,
    ...more,
  });
}

describe('buildIncident', () => {
  it.each<[string, Finding[], string]>([
    [
      'the more severe one',
      [finding('low', { severity: 'low' }), finding('high', { severity: 'high' })],
      'high',
    ],
    [
      'one that the allow-list does not cover',
      [
        finding('covered', { severity: 'high', allowlist: NOTE } as Partial<Finding>),
        finding('low', { severity: 'low' }),
      ],
      'low',
    ],
    ['the higher score', [finding('some', { score: 30 }), finding('more', { score: 39 })], 'more'],
    [
      'the earlier one',
      [
        finding('later', { window: { ...findingOf().window, start: '2026-03-15T00:00:00Z' } }),
        finding('earlier'),
      ],
      'earlier',
    ],
    ['the smaller ID', [finding('b'), finding('a')], 'a'],
  ])('is led by %s', (_, findings, lead) => {
    const incident = built(findings as [Finding, ...Finding[]]);

    expect(leadOf(incident).id).toBe(lead);
    expect(incident.score).toBe(leadOf(incident).score);
  });

  it('has the identity, the times and the severity of its ledger entry', () => {
    const worth = { severity: 'critical', audience: 'people' } as const;
    const state = incidentStateOf('incident', 0, 30, { openedAt: 90_250, worth });

    const incident = built([finding('one')], { state });

    expect(incident).toMatchObject({
      schemaVersion: '2.0',
      id: 'incident',
      identity: { kind: 'user', key: ALICE_ARN, accountId: '111122223333' },
      status: 'open',
      severity: 'critical',
      openedAt: '1970-01-01T00:01:30.250Z',
      findings: [{ id: 'one', incidentId: 'incident', status: 'open' }],
    });
    for (const absent of ['follows', 'mergedInto', 'isOngoing', 'acknowledgement']) {
      expect(incident).not.toHaveProperty(absent);
    }
  });

  it('shows how it is related to others, and how it ended', () => {
    const state = incidentStateOf('incident', 0, 30, { follows: 'before', mergedInto: 'other' });
    const acknowledgement = {
      by: 'jane',
      reason: 'ours',
      at: '2026-03-14T10:00:00.000Z',
      until: '2026-03-15T10:00:00.000Z',
      severity: 'low',
    } as const;

    expect(
      built([finding('one')], { state, status: 'closed', isOngoing: true, acknowledgement }),
    ).toMatchObject({
      follows: 'before',
      mergedInto: 'other',
      status: 'closed',
      isOngoing: true,
      acknowledgement,
      findings: [{ status: 'closed' }],
    });
  });

  it('counts each call and region once, over all findings', () => {
    const one = finding('one');
    const same = finding('same');

    expect(built([one, same]).totals).toEqual({
      sweeps: 2,
      calls: one.evidence.callCount,
      regions: one.evidence.regionCount,
      denied: 0,
      accounts: 1,
      actors: 1,
      watchedCalls: 0,
      atLeast: false,
    });
  });

  it('counts calls whose IDs a finding does not list, watched calls and actors', () => {
    const one = finding('one');
    const evidence = { ...one.evidence, callCount: one.evidence.eventIds.length + 5 };
    const state = incidentStateOf('incident', 0, 30, { actors: [['a'], ['b']] });
    const watched = [watchedAt('2026-03-14T09:30:00Z', 3), watchedAt('2026-03-14T09:31:00Z')];

    expect(
      built([{ ...one, evidence }], { state, watched: watchedPart(watched) }).totals,
    ).toMatchObject({
      calls: evidence.callCount,
      actors: 2,
      watchedCalls: 4,
    });
  });

  it.each([
    ['it has more sweeps than findings', 2, false],
    ['a finding dropped calls', 1, true],
  ])('marks totals as lower bounds where %s', (_, sweepCount, isSaturated) => {
    expect(built([findingOf({ isSaturated })], { sweepCount }).totals).toMatchObject({
      sweeps: sweepCount,
      atLeast: true,
    });
  });

  it('has a timeline of sweeps and watched calls, by time', () => {
    const one = finding('one');
    const before = watchedAt('2026-03-14T09:00:00Z');
    const after = watchedAt('2026-03-14T10:00:00Z');

    const incident = built([one], { watched: watchedPart([after, before]) });

    expect(incident.timeline).toEqual([
      before,
      {
        kind: 'sweep',
        time: one.evidence.firstCall,
        until: one.evidence.lastCall,
        findingId: 'one',
        ruleId: 'describe-instances',
        principalKey: one.principal.key,
        severity: one.severity,
        regionCount: one.evidence.regionCount,
        callCount: one.evidence.callCount,
      },
      after,
    ]);
    expect([incident.firstActivity, incident.lastActivity]).toEqual([before.time, after.time]);
  });

  it('shows a bounded number of findings and lines', () => {
    const findings = Array.from({ length: 8 }, (_, index) => finding(`f-${index}`));
    const watched = Array.from({ length: 80 }, () => watchedAt('2026-03-14T09:30:00Z'));

    const incident = built(findings as [Finding, ...Finding[]], { watched: watchedPart(watched) });

    expect(incident.findings).toHaveLength(MAX_FINDINGS);
    expect(incident.timeline).toHaveLength(MAX_TIMELINE);
  });

  it('keeps the newest watched call, however many sweeps came before it', () => {
    const sweeps = Array.from({ length: 70 }, (_, index) => finding(`f-${index}`));
    const newest = watchedAt('2026-03-14T12:00:00Z');

    const { timeline, findings } = built(sweeps as [Finding, ...Finding[]], {
      watched: watchedPart([newest]),
    });

    expect(timeline).toHaveLength(MAX_TIMELINE);
    expect(timeline.at(-1)).toBe(newest);
    expect(timeline).toContainEqual(expect.objectContaining({ findingId: findings[0].id }));
  });
});
