import fc from 'fast-check';
import { detectHistory } from '../../cli/history/detect-history';
import { noteOf } from '../../src/allowlist/note-of';
import { readAllowlist } from '../../src/allowlist/read-allowlist';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import type { Call } from '../../src/detection/model';
import { alertCountsOf } from '../../src/tuning/alert-counts';
import { causesOf } from '../../src/tuning/causes';
import { draftAllowlist } from '../../src/tuning/draft-allowlist';
import { draftContext } from '../../src/tuning/draft-context';
import type { RatedSetting } from '../../src/tuning/rate-settings';
import { percent, perDay, recommend } from '../../src/tuning/recommend';
import { hoursText, regularityOf } from '../../src/tuning/regularity';
import type { Grid, Setting } from '../../src/tuning/setting';
import { type TuneReport, tune } from '../../src/tuning/tune';
import { userAgentFamily } from '../../src/tuning/user-agent-family';
import { sweepCalls } from '../support/calls';
import { findingOf, roleSession } from '../support/findings';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const MONTH = Date.parse('2026-05-01T00:00:00Z') / 1000;
const [HOUR, DAY] = [3600, 86_400];

const GRID: Grid = {
  regions: [5, 8, 10],
  seconds: [10, 30, 60],
  windowing: ['sliding', 'tumbling'],
  groupBy: ['arn', 'role'],
};

/** Calls of a role in a session, as they are read with `arn` and `role`. */
function roleCalls(
  role: string,
  session: string,
  start: number,
  shape: { regions: number; step: number; firstId: number },
): Call[] {
  const arn = `arn:aws:sts::111122223333:assumed-role/${role}/${session}`;
  const roleArn = `arn:aws:iam::111122223333:role/tools/${role}`;
  return sweepCalls(shape.regions, {
    start,
    step: shape.step,
    firstId: shape.firstId,
    principal: { kind: 'arn', key: `arn:${arn}` },
    otherPrincipals: [{ kind: 'role', key: `role:${roleArn}` }],
    caller: {
      type: 'AssumedRole',
      arn,
      roleArn,
      accountId: '111122223333',
      recipientAccountId: '111122223333',
      sourceIp: '192.0.2.7',
      userAgent: 'Boto3/1.37.11',
    },
  });
}

/** Ten days of a nightly scanner with a new session name each time, and an intruder on one of them. */
const HISTORY: Call[] = [
  ...Array.from({ length: 10 }, (_, day) =>
    roleCalls('scanner', `run-${day}`, MONTH + day * DAY + HOUR, {
      regions: 12,
      step: 1,
      firstId: day * 100 + 1,
    }),
  ).flat(),
  ...sweepCalls(17, { start: MONTH + 4 * DAY + 5 * HOUR, step: 9, firstId: 5000 }),
];

function tuneHistory(calls: readonly Call[], grid = GRID): Promise<TuneReport | undefined> {
  return tune({
    calls,
    grid,
    config: DEFAULT_CONFIG,
    entries: [],
    now: NOW,
    detect: async (grouped, settings) =>
      (await detectHistory(grouped, settings, DEFAULT_CONFIG)).findings,
  });
}

describe('tune', () => {
  let report: TuneReport;
  beforeAll(async () => {
    report = (await tuneHistory(HISTORY)) as TuneReport;
  });

  it('spans the history', () => {
    expect(report.history).toEqual({
      firstCall: '2026-05-01T01:00:00Z',
      lastCall: '2026-05-10T01:00:11Z',
      days: 10,
      daysWithCalls: 10,
      calls: 137,
    });
  });

  it('finds under every setting what the engine finds, and the engine agrees with the grid', () => {
    expect(report.settings).toHaveLength(36);
    expect(report.inUse).toMatchObject({ name: '10 regions, 30 s, sliding, arn', findings: 10 });
    const alike = report.settings.find(
      ({ setting }) =>
        setting.minRegions === 10 &&
        setting.windowSeconds === 30 &&
        setting.windowing === 'sliding' &&
        setting.groupBy === 'arn',
    );
    expect(alike).toMatchObject({ findings: 10, findingsPerDay: 1 });
  });

  it('recommends a setting that still finds the slow intruder, who weighs as much as the scanner', () => {
    const { recommended, context } = report;

    expect(recommended?.setting).toMatchObject({ windowSeconds: 60, windowing: 'sliding' });
    expect(recommended?.rated.weightedRecall).toBe(1);
    expect(recommended?.findings).toBe(11);
    expect(recommended?.reasons.join(' ')).toMatch(/Best trade-off: .*100 %.*Tumbling windows/);
    expect(context?.context).toMatchObject({ windowSeconds: 60, minCalls: 5, minRegions: 5 });
  });

  it('says who causes findings, and how regularly', () => {
    expect(report.causes.map(({ who, findings }) => [who, findings])).toEqual([
      ['arn:aws:iam::111122223333:role/tools/scanner', 10],
      ['arn:aws:iam::111122223333:user/alice', 1],
    ]);
    expect(report.causes.map(({ regularity }) => regularity.isRegular)).toEqual([true, false]);
    expect(report.causes[0]).toMatchObject({
      families: ['Boto3'],
      accounts: ['111122223333'],
      regularity: { days: 10, shareOfDays: 1, interval: { median: DAY, deviation: 0 } },
    });
  });

  it('drafts an entry for the scanner only, which the allow-list rejects until it is complete', () => {
    const { allowlist } = report.drafted;
    const [draft] = allowlist.entries;

    expect(allowlist.entries).toHaveLength(1);
    expect(draft).toMatchObject({
      id: 'scanner',
      match: {
        principal: 'arn:aws:iam::111122223333:role/tools/scanner',
        rule: 'describe-instances',
        sourceCidr: ['192.0.2.7/32'],
      },
      ceilings: { regions: 12, calls: 15, addresses: 1, hours: '01-02' },
      expires: '2026-11-28',
    });
    expect(draft?.['//'][0]).toBe('10 findings, on 10 days (100 %), every 24 h +/- 0 s, 01-02 UTC');
    expect(allowlist['//'].join(' ')).toContain('regions, source IPs and hours have no headroom');
    expect(() => readAllowlist(JSON.stringify(allowlist), 'draft.json', NOW)).toThrow(
      /owner[\s\S]*ticket[\s\S]*reason/,
    );
    const filled = JSON.stringify(allowlist).replaceAll('""', '"SEC-1"');
    expect(readAllowlist(filled, 'draft.json', NOW).entries).toHaveLength(1);
    expect(report.recommended?.notifiedWithDraft.covered).toBe(10);
  });

  it('compares the setting in use even if it is not in the grid, and recommends nothing worse', async () => {
    const blind: Grid = { regions: [15], seconds: [10], windowing: ['tumbling'], groupBy: ['arn'] };

    const tuned = await tuneHistory(HISTORY, blind);

    expect(tuned?.settings.map(({ setting }) => setting.minRegions)).toEqual([15, 10]);
    expect(tuned?.recommended?.setting).toMatchObject({ minRegions: 10, windowing: 'sliding' });
    expect(tuned?.recommended?.reasons[0]).toMatch(
      /^Only 10 regions, 30 s, sliding, arn was tried/,
    );
    expect(tuned?.context).toEqual({
      context: { windowSeconds: 30, windowing: 'sliding', minRegions: 10, groupBy: 'arn' },
    });
  });

  it('has no result without calls', async () => {
    expect(await tuneHistory([])).toBeUndefined();
  });

  it('recommends nothing where no setting finds anything', async () => {
    const quiet = await tuneHistory(sweepCalls(3));

    expect(quiet?.recommended).toBeUndefined();
    expect(quiet).toMatchObject({ causes: [], inUse: { findings: 0 } });
  });

  it('drafts no entry for what the allow-list covers already', async () => {
    const [entry] = JSON.parse(JSON.stringify(report.drafted.allowlist.entries));
    const again = await tune({
      calls: HISTORY,
      grid: GRID,
      config: DEFAULT_CONFIG,
      entries: [{ ...entry, owner: 'a', ticket: 'b', reason: 'c' }],
      now: NOW,
      detect: async (grouped, settings) =>
        (await detectHistory(grouped, settings, DEFAULT_CONFIG)).findings,
    });

    expect(again?.inUse.notified).toMatchObject({ covered: 10 });
    expect(again?.drafted.allowlist.entries).toEqual([]);
  });
});

describe('the context to paste', () => {
  const setting: Setting = {
    minRegions: 12,
    minCalls: 12,
    windowSeconds: 30,
    windowing: 'sliding',
    groupBy: 'arn',
  };

  it.each<[string, Partial<Setting>, number, number | undefined]>([
    ['none where they have no effect', {}, 10, undefined],
    ['as many as regions, where more would stay in use', {}, 15, 12],
    [
      'as many as regions, where there are fewer than the default',
      { minRegions: 5, minCalls: 5 },
      10,
      5,
    ],
    ['those that decide', { minCalls: 20 }, 20, 20],
  ])('names calls: %s', (_what, change, callsInUse, expected) => {
    const { context } = draftContext({ ...setting, ...change }, callsInUse);

    expect(context.minCalls).toBe(expected);
  });
});

describe('the recommendation', () => {
  const rated = (
    minRegions: number,
    headsPerDay: number,
    weightedRecall: number,
  ): RatedSetting => ({
    setting: settingOf(minRegions),
    findings: 1,
    findingsPerDay: headsPerDay,
    principals: 1,
    principalsPerDay: 1,
    headsPerDay,
    recall: weightedRecall,
    weightedRecall,
  });
  const settingOf = (minRegions: number): Setting => ({
    minRegions,
    minCalls: minRegions,
    windowSeconds: 30,
    windowing: 'sliding',
    groupBy: 'arn',
  });

  it('is the best trade-off', () => {
    const chosen = recommend([rated(5, 100, 1), rated(8, 10, 0.95), rated(12, 1, 0.3)], undefined);

    expect(chosen?.rated.setting.minRegions).toBe(8);
    expect(chosen?.frontier.map(({ setting }) => setting.minRegions)).toEqual([12, 8, 5]);
    expect(chosen?.reasons.join('\n')).toMatch(/To find more: 5 [\s\S]*For fewer alerts: 12 /);
  });

  it('offers no alternative that finds nothing', () => {
    const chosen = recommend([rated(5, 10, 1), rated(12, 0, 0)], undefined);

    expect(chosen?.rated.setting.minRegions).toBe(5);
    expect(chosen?.reasons.join('\n')).not.toMatch(/For fewer alerts/);
  });

  it('keeps the setting in use where another one is hardly better', () => {
    const chosen = recommend(
      [rated(8, 10, 0.9), rated(10, 9.9, 0.9), rated(5, 100, 1)],
      settingOf(8),
    );

    expect(chosen?.rated.setting.minRegions).toBe(8);
    expect(chosen?.reasons[0]).toMatch(/as good as the best trade-off/);
  });

  it('is never beaten in both alerts and coverage', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            regions: fc.integer({ min: 1, max: 64 }),
            heads: fc.integer({ min: 0, max: 50 }),
            recall: fc.integer({ min: 0, max: 20 }),
          }),
          { minLength: 1, selector: ({ regions }) => regions },
        ),
        (raws) => {
          const all = raws.map(({ regions, heads, recall }) => rated(regions, heads, recall / 20));
          const chosen = recommend(all, undefined)?.rated;
          const beaten = all.some(
            (one) =>
              chosen !== undefined &&
              one.headsPerDay < chosen.headsPerDay &&
              one.weightedRecall > chosen.weightedRecall,
          );
          expect(chosen === undefined).toBe(all.every(({ headsPerDay }) => headsPerDay === 0));
          expect(beaten).toBe(false);
        },
      ),
    );
  });
});

describe('regularity', () => {
  it.each<[string, number[], string | undefined, boolean]>([
    ['each night', [0, 1, 2, 3, 4].map((day) => day * DAY + HOUR), '01-02', true],
    ['around midnight', [0, 1, 2, 3, 4].map((day) => day * DAY - (day % 2) * 600), '23-01', true],
    ['every six hours', Array.from({ length: 20 }, (_, at) => at * 6 * HOUR), '00-19', true],
    ['every hour', Array.from({ length: 120 }, (_, at) => at * HOUR), undefined, true],
    ['once', [HOUR], '01-02', false],
    ['twice', [HOUR, 1.5 * HOUR], '01-02', false],
    ['all in one day', [0, 1, 2, 3].map((at) => at * HOUR), '00-04', false],
    ['whenever', [3, 15, 44, 51, 100].map((at) => at * HOUR), '15-05', false],
  ])('%s', (_case, times, hours, isRegular) => {
    const base = 1000 * DAY;
    const own = times.map((time) => base + time);
    const regularity = regularityOf(
      [own],
      own.map((time) => [time, time + 20]),
      5,
    );

    expect(regularity.isRegular).toBe(isRegular);
    expect(regularity.interval === undefined).toBe(times.length < 3);
    if (!['around midnight'].includes(_case)) {
      expect(hoursText(regularity.hours)).toBe(hours);
    }
  });
});

describe('a draft', () => {
  it.each([
    ['a user', {}],
    ['a session', { userIdentity: roleSession('nightly') }],
    ['a role', { userIdentity: roleSession('nightly'), settings: { groupBy: 'role' as const } }],
    [
      'a principal without an ARN',
      {
        userIdentity: {
          type: 'AWSService',
          invokedBy: 'config.amazonaws.com',
          accountId: '111122223333',
        },
      },
    ],
  ])('of %s covers its findings once it is complete', (_who, setup) => {
    const findings = [0, 1, 2, 3].map((day) => shifted(findingOf(setup), day));
    const { allowlist, undrafted } = draftAllowlist(causesOf(findings, 4), NOW);

    expect(undrafted).toEqual([]);
    const { entries } = readAllowlist(
      JSON.stringify(allowlist).replaceAll('""', '"SEC-1"'),
      'draft',
      NOW,
    );
    const notes = findings.map((finding) => noteOf(finding, entries, NOW));
    expect(notes).toHaveLength(4);
    for (const note of notes) {
      expect(note).toBeDefined();
      expect(note).not.toHaveProperty('brokenCeilings');
    }
  });

  it('never covers the root user', () => {
    const root = {
      type: 'Root',
      arn: 'arn:aws:iam::111122223333:root',
      accountId: '111122223333',
    };
    const findings = [0, 1, 2].map((day) => shifted(findingOf({ userIdentity: root }), day));
    const { allowlist, undrafted } = draftAllowlist(causesOf(findings, 3), NOW);

    expect(allowlist.entries).toEqual([]);
    expect(undrafted.map(({ who }) => who)).toEqual(['arn:aws:iam::111122223333:root']);
  });

  it.each(HOSTILE_TEXTS)(
    'for a name with %s is rejected until it is complete, or not made',
    (_name, text) => {
      const userIdentity = { ...roleSession(text), sessionContext: undefined };
      const findings = [0, 1, 2].map((day) => shifted(findingOf({ userIdentity }), day));
      const { allowlist, undrafted } = draftAllowlist(causesOf(findings, 3), NOW);

      expect(allowlist.entries.length + undrafted.length).toBe(1);
      if (allowlist.entries.length > 0) {
        expect(() => readAllowlist(JSON.stringify(allowlist), 'draft', NOW)).toThrow(/ticket/);
      }
    },
  );
});

function shifted(finding: ReturnType<typeof findingOf>, days: number): typeof finding {
  const later = (time: string) =>
    new Date(Date.parse(time) + days * DAY * 1000).toISOString().replace('.000Z', 'Z');
  const { evidence } = finding;
  return {
    ...finding,
    id: `${finding.id}-${days}`,
    evidence: {
      ...evidence,
      firstCall: later(evidence.firstCall),
      lastCall: later(evidence.lastCall),
    },
  };
}

describe('the count of alerts', () => {
  const base = findingOf();
  const LATER = { detectedAt: '2026-03-14T10:00:00Z' };
  const LATEST = { detectedAt: '2026-03-14T10:20:00Z' };
  it.each([
    ['a finding', [{}], { notifications: 1 }],
    ['a repeat', [{}, { id: 'b', ...LATER }], { notifications: 1, repeats: 1 }],
    [
      'a repeat that is worse',
      [{}, { id: 'b', ...LATER, severity: 'critical' }],
      { notifications: 2, repeats: 0 },
    ],
    [
      'a repeat after a rise',
      [{}, { id: 'b', ...LATER, severity: 'high' }, { id: 'c', ...LATEST, severity: 'medium' }],
      { notifications: 2, repeats: 1, bySeverity: { low: 1, high: 1 } },
    ],
    [
      'two that one call completes, the worse one second',
      [{}, { id: 'b', severity: 'critical' }],
      { notifications: 1, repeats: 1, bySeverity: { critical: 1 } },
    ],
    [
      'two of different incidents',
      [{}, { id: 'b', ...LATER, incidentId: 'other' }],
      { notifications: 2, repeats: 0 },
    ],
    [
      'one that lifts its incident from the archive',
      [{ severity: 'informational' }, { id: 'b', ...LATER }],
      { notifications: 1, below: 1 },
    ],
    ['one that is below', [{ severity: 'informational' }], { notifications: 0, below: 1 }],
    [
      'one that is covered',
      [{ allowlist: { entryId: 'a', owner: 'o', ticket: 't', expires: '2027-01-01' } }],
      { notifications: 0, covered: 1 },
    ],
  ] as const)('of %s', (_case, overrides, expected) => {
    const findings = overrides.map((one) => ({ ...base, severity: 'low' as const, ...one }));

    expect(alertCountsOf(findings as never, 'low', 1)).toMatchObject(expected);
  });
});

describe('figures', () => {
  it.each([
    [0, '0'],
    [0.066, '0.066'],
    [3.14, '3.1'],
    [42.4, '42'],
  ])('%d per day is written %s', (number, text) => expect(perDay(number)).toBe(text));

  it.each([
    [1, '100 %'],
    [0.999, '99 %'],
    [0.001, '1 %'],
    [0, '0 %'],
  ])('%d is written %s', (share, text) => expect(percent(share)).toBe(text));

  it.each([
    ['Boto3/1.37 md/Botocore#1.37', 'Boto3'],
    ['aws-cli/2.1', 'AWS CLI'],
    ['Boto3/1.40 md/Botocore#1.40 ... Botocore/1.40 APN_1826889', 'Prowler'],
    ['Scout-Suite/5.14.0 md/Botocore#1.44', 'Scout Suite'],
    ['c7n/0.9.53 md/Botocore#1.43', 'Cloud Custodian'],
    ['Mozilla/5.0 (X11)', 'browser or console'],
    ['AWS Internal', 'AWS service'],
    ['APN/1.0 HashiCorp/1.0 Terraform/1.1', 'Terraform'],
    ['vantage-agent/2.8.1', 'vantage-agent'],
    ['\u{1f600}', 'other'],
  ])('%s is by %s', (userAgent, family) => expect(userAgentFamily(userAgent)).toBe(family));
});
