import fc from 'fast-check';
import { detectHistory } from '../../cli/history/detect-history';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import type { Finding } from '../../src/detection/finding';
import { buildIncident } from '../../src/detection/incident/build-incident';
import type { WatchedReason } from '../../src/detection/incident/incident';
import type { Call, RuleSettings } from '../../src/detection/model';
import { type Explanation, explain } from '../../src/explain/explain';
import { verdictOf } from '../../src/explain/verdict';
import { ALICE_ARN, callOf, settingsOf, sweepCalls, uuid } from '../support/calls';
import { incidentStateOf } from '../support/sweeps';
import { watchedLine } from '../support/watched-lines';

const START = 1_767_225_600;

async function explained(
  calls: readonly Call[],
  overrides: Partial<RuleSettings> = {},
  around?: { start: number; end: number },
): Promise<Explanation[]> {
  const settings = settingsOf(overrides);
  const { findings } = await detectHistory(calls, settings, DEFAULT_CONFIG);
  return explain(calls, findings, {
    settings,
    around,
    maxTrackedCalls: DEFAULT_CONFIG.maxTrackedCalls,
  });
}

async function verdict(calls: readonly Call[], overrides: Partial<RuleSettings> = {}) {
  const [first] = await explained(calls, overrides);
  return verdictOf(first as Explanation, 'low').join('\n');
}

describe('the explanation of calls', () => {
  it('says which of them are evidence, and which window comes nearest', async () => {
    const [explanation] = await explained([
      ...sweepCalls(12, { start: START }),
      ...sweepCalls(1, { start: START + 500, firstId: 100 }),
    ]);

    expect(explanation?.calls.map(({ findingId }) => findingId !== undefined)).toEqual([
      ...Array(12).fill(true),
      false,
    ]);
    expect(explanation?.calls.at(3)).toMatchObject({
      windows: 4,
      isKept: true,
      window: { start: START, end: START + 30, regions: 12, calls: 12 },
    });
    expect(explanation?.nearest).toMatchObject({ regions: 12 });
  });

  it('shows only those around a time, and counts the others', async () => {
    const calls = [
      ...sweepCalls(12, { start: START }),
      ...sweepCalls(3, { start: START + 5000, firstId: 100 }),
    ];
    const [explanation] = await explained(calls, {}, { start: START + 4900, end: START + 5100 });

    expect(explanation).toMatchObject({ callsInAll: 15, regionsInAll: 12, findings: [] });
    expect(explanation?.calls).toHaveLength(3);
    expect(await explained(calls, {}, { start: 0, end: 10 })).toEqual([]);
  });

  it('says which calls were not kept', async () => {
    const flood = Array.from({ length: 300 }, (_, index) =>
      callOf({ eventId: uuid(index), second: START, region: `region-${index % 12}` }),
    );
    const [explanation] = await explained(flood);

    expect(explanation?.calls.filter(({ isKept }) => isKept)).toHaveLength(200);
    expect(explanation?.calls.filter(({ window }) => window !== undefined)).toHaveLength(200);
  });

  it('agrees with the engine on what is evidence, whatever the calls', async () => {
    let evidence = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 5 })), {
          minLength: 5,
          maxLength: 40,
        }),
        fc.constantFrom('sliding' as const, 'tumbling' as const),
        async (raws, windowing) => {
          const calls = raws.map(([second, region], index) =>
            callOf({ eventId: uuid(index), second: START + second, region: `region-${region}` }),
          );
          const [explanation] = await explained(calls, {
            windowing,
            windowSeconds: 10,
            minRegions: 3,
            minCalls: 4,
          });
          const ids = explanation?.calls.flatMap(({ call, findingId }) =>
            findingId === undefined ? [] : [call.eventId],
          );
          const expected = explanation?.findings.flatMap((finding) => finding.evidence.eventIds);
          expect(ids?.sort()).toEqual(expected?.sort());
          for (const { window, findingId } of explanation?.calls ?? []) {
            const isReached = (window?.regions ?? 0) >= 3 && (window?.calls ?? 0) >= 4;
            expect(!isReached || findingId !== undefined).toBe(true);
          }
          evidence += ids?.length ?? 0;
        },
      ),
      { numRuns: 60 },
    );
    expect(evidence).toBeGreaterThan(0);
  });
});

describe('the explanation under several groupings', () => {
  it('has each principal with its own finding, all in one incident', async () => {
    const role = { kind: 'role' as const, key: 'role:arn:aws:iam::111122223333:role/ci' };
    const calls = sweepCalls(12, { start: START }).map((call) => ({
      ...call,
      otherPrincipals: [role],
    }));
    const explanations = await explained(calls, { groupBy: ['arn', 'role'] });

    expect(explanations.map(({ principal }) => principal.kind).sort()).toEqual(['arn', 'role']);
    for (const { findings, principal, incidentFindings } of explanations) {
      expect(findings.map((finding) => finding.principal.key)).toEqual([principal.key]);
      expect(incidentFindings).toHaveLength(2);
    }
    const verdicts = explanations.map((one) => verdictOf(one, 'low').join('\n'));
    expect(verdicts.filter((text) => text.includes('  Alert: '))).toHaveLength(1);
    expect(verdicts.filter((text) => text.includes('  No alert: '))).toHaveLength(1);
  });
});

describe('the verdict', () => {
  it('shows the watched calls of an incident once, and what they add', async () => {
    const calls = [
      ...sweepCalls(12, { start: START }),
      ...sweepCalls(12, { start: START + 600, firstId: 100 }),
    ];
    const [explanation] = await explained(calls);
    const [first, second] = explanation?.findings ?? [];
    const findings = [first, second] as [Finding, Finding];
    const line = watchedLine({ errorCode: 'AccessDenied' });
    const watched = { lines: [line], points: 50, isComplete: true };
    const reason = { id: 'watched-persistence', sentence: 'CreateUser.', values: {}, points: 50 };
    const incident = buildIncident({
      identity: ALICE_ARN,
      state: incidentStateOf(first?.incidentId ?? '', 0, 0, {
        worth: { severity: 'high', audience: 'people' },
      }),
      sweepCount: 2,
      findings,
      watched: { ...watched, reasons: [reason as WatchedReason] },
    });
    const text = verdictOf({ ...(explanation as Explanation), incidents: [incident] }, 'low');

    expect(text.filter((one) => one.includes('has 1 watched call'))).toEqual([
      `  ${incident.id} has 1 watched call. Alert: with them, it reaches severity high (${incident.score}/100).`,
    ]);
    expect(text).toContain('    +50  CreateUser.');
    expect(text).toContain(
      `    ${line.time}  CreateUser: 1 call in us-east-1; failed with AccessDenied; user support2`,
    );
  });

  it('says what was found, why it has its severity, and whether it alerts', async () => {
    const text = await verdict(sweepCalls(12, { start: START }));

    expect(text).toMatch(/^FOUND describe-instances-/);
    expect(text).toContain(
      '12 regions (10 needed) and 12 calls (10 needed) in sliding windows of 30 s',
    );
    expect(text).toMatch(/\+15 {2}DescribeInstances in /);
    expect(text).toMatch(/^ {2}Alert: severity \w+ reaches notifyFrom \(low\)\.$/m);
  });

  it.each<[string, Call[], Partial<RuleSettings>, RegExp]>([
    [
      'too few regions',
      sweepCalls(8, { start: START }),
      {},
      /nearest: 8 of 10 regions and 8 of 10 calls in one sliding window[\s\S]*no window of any length/,
    ],
    [
      'too slow',
      sweepCalls(12, { start: START, step: 5 }),
      {},
      /nearest: 6 of 10[\s\S]*reach the thresholds within 46 s/,
    ],
    [
      'cut by an edge',
      sweepCalls(12, { start: START + 18, step: 2 }),
      { windowing: 'tumbling' },
      /nearest: 6 of 10[\s\S]*a window edge cuts the calls in two/,
    ],
    [
      'too few calls',
      sweepCalls(12, { start: START }),
      { minCalls: 20 },
      /12 of 10 regions and 12 of 20 calls/,
    ],
  ])('says why nothing was found: %s', async (_case, calls, settings, message) => {
    const text = await verdict(calls, settings);

    expect(text).toMatch(/^NOT FOUND/);
    expect(text).toMatch(message);
  });

  it('says why a finding does not alert', async () => {
    const [explanation] = await explained([
      ...sweepCalls(12, { start: START }),
      ...sweepCalls(12, { start: START + 600, firstId: 100 }),
    ]);
    const one = explanation as Explanation;
    const [first, second] = one.findings;
    const note = { entryId: 'nightly', owner: 'o', ticket: 'SEC-1', expires: '2027-01-01' };
    const withNote = (extra: object) => ({
      ...one,
      findings: first === undefined ? [] : [{ ...first, allowlist: { ...note, ...extra } }],
      incidentFindings: first === undefined ? [] : [{ ...first, allowlist: { ...note, ...extra } }],
    });

    expect(second?.incidentId).toBe(first?.incidentId);
    expect(verdictOf(one, 'low').join('\n')).toContain(
      `its incident has alerted before, at no lower severity (${first?.id})`,
    );
    expect(verdictOf(one, 'low').join('\n')).toContain(`sweep 2 of 2 in ${first?.incidentId}`);
    expect(verdictOf(one, 'critical').join('\n')).toContain('is below notifyFrom (critical)');
    expect(verdictOf(withNote({}), 'low').join('\n')).toContain(
      'No alert: allow-list entry nightly covers it (SEC-1).',
    );
    expect(
      verdictOf(
        withNote({ brokenCeilings: [{ ceiling: 'regions', allowed: 'at most 5', seen: '12' }] }),
        'low',
      ).join('\n'),
    ).toContain(
      '(low). Allow-list entry nightly does not cover it: regions 12, allowed at most 5.',
    );
  });
});
