import fc from 'fast-check';
import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { CALL_NUMBERS, type ReportModel } from '../../src/report/model';
import { shortName } from '../../src/report/report-text';
import { sweepCallsOf } from '../../src/report/sweep-calls';
import { callOf, uuid } from '../support/calls';
import { consoleClick, findingOf, longTermKeySweep, roleSession } from '../support/findings';
import { incidentOf } from '../support/incidents';
import { manyFindings, reportOf } from '../support/reports';
import { attackChain } from '../support/watched-lines';

/** The texts behind numbers. */
const textsOf = ({ texts }: ReportModel, numbers: readonly number[] = []) =>
  numbers.map((number) => texts[number]);

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

const WORST = { severity: 'critical', audience: 'people' } as const;

describe('the model of a report', () => {
  it('is the same for the same history, and plain JSON', () => {
    const model = reportOf(manyFindings(50));

    expect(reportOf(manyFindings(50))).toEqual(model);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('has every finding, with its principal, its rule and its figures', () => {
    const findings = [longTermKeySweep(), consoleClick()];
    const model = reportOf(findings);

    expect(model.findings.map(({ id }) => id).sort()).toEqual(findings.map(({ id }) => id).sort());
    for (const finding of findings) {
      const shown = model.findings.find(({ id }) => id === finding.id);
      expect(shown).toMatchObject({
        regions: finding.evidence.regionCount,
        calls: finding.evidence.callCount,
        denied: finding.evidence.deniedCount,
        score: finding.score,
        severity: SEVERITIES.indexOf(finding.severity),
      });
      expect(textsOf(model, shown && [shown.rule, shown.who])).toEqual([
        finding.rule.id,
        finding.principal.arn,
      ]);
    }
  });

  it('has the incidents of the findings, each with the figures of all its findings', () => {
    const [first, second] = [longTermKeySweep(), consoleClick()];
    const again = {
      ...first,
      id: 'again',
      severity: 'critical' as const,
      score: 99,
      evidence: {
        ...first.evidence,
        firstCall: '2026-03-14T10:00:00Z',
        lastCall: '2026-03-14T10:01:00Z',
        eventIds: ['x'],
        callCount: 1,
        regions: ['eu-north-9'],
        regionCount: 1,
      },
    };
    const model = reportOf([first, again, { ...second, incidentId: 'incident-2' }]);
    const own = model.incidents.find(({ id }) => id === first.incidentId);

    expect(model.totals).toMatchObject({ incidents: 2, findings: 3 });
    expect(own).toMatchObject({
      severity: SEVERITIES.indexOf('critical'),
      score: 99,
      sweeps: 2,
      regions: first.evidence.regionCount + 1,
      calls: first.evidence.callCount + 1,
      end: Date.parse('2026-03-14T10:01:00Z') / 1000,
    });
    expect(textsOf(model, own && [own.who])).toEqual([first.principal.arn]);
    expect(model.findings.map(({ incident }) => model.incidents[incident]?.id).sort()).toEqual(
      ['incident-2', first.incidentId, first.incidentId].sort(),
    );
    const facts = model.findings[0]?.facts.map(([label, values]) =>
      textsOf(model, [label, ...values]),
    );
    expect(facts).toContainEqual(['Incident', expect.stringMatching(/^incident-/)]);
  });

  it('has the timeline of an incident with watched calls, and what they add to its score', () => {
    const finding = longTermKeySweep();
    const watched = attackChain();
    const incident = incidentOf(finding, { watched, state: { worth: WORST } });
    const reason = { id: 'watched-compute', sentence: 'RunInstances.', values: {}, points: 80 };
    const raised = { ...incident, score: 100, reasons: [...incident.reasons, reason] } as Incident;
    const follower = {
      ...raised,
      id: 'incident-2',
      follows: raised.id,
      firstActivity: '2026-03-14T20:00:00Z',
      totals: { ...raised.totals, sweeps: 0 },
    };
    const model = reportOf([finding], { incidents: [raised, follower] });
    const [shown, next] = model.incidents;
    const lines = shown?.timeline.map(([second, what]) => [second, model.texts[what]]) ?? [];

    expect(model.totals.incidents).toBe(2);
    expect(shown).toMatchObject({
      severity: SEVERITIES.indexOf('critical'),
      score: 100,
      sweeps: 1,
    });
    expect(next).toMatchObject({ id: 'incident-2', sweeps: 0 });
    expect(lines).toHaveLength(watched.length + 1);
    expect(lines).toContainEqual([
      Date.parse('2026-03-14T09:31:02Z') / 1000,
      expect.stringMatching(/^RunInstances: 12 calls in 3 regions; .*type p5\.48xlarge/),
    ]);
    expect(textsOf(model, shown?.reasons)).toEqual(['+80: RunInstances.']);
    expect(model.findings.map((one) => one.incident)).toEqual([0]);
  });

  it('has the reasons, the next steps and the queries of a finding', () => {
    const finding = longTermKeySweep();
    const model = reportOf([finding]);
    const [shown] = model.findings;
    const reasons = textsOf(model, shown?.reasons).join('\n');

    for (const { sentence } of finding.reasons) {
      expect(reasons).toContain(sentence);
    }
    expect(shown?.steps).toHaveLength(3);
    expect(
      shown?.queries.map(([title, lines]) => [
        model.texts[title],
        textsOf(model, lines).join('\n'),
      ]),
    ).toEqual([
      ['Athena', expect.stringContaining('FROM cloudtrail_logs')],
      ['CloudWatch Logs Insights', expect.stringContaining('| filter userIdentity')],
      [expect.stringContaining('AWS CLI'), expect.stringContaining('lookup-events')],
    ]);
  });

  it('has the calls of a finding on its strip, with their outcomes', () => {
    const model = reportOf([findingOf()]);
    const { strip = [], omittedCalls } = model.findings[0] ?? {};
    const calls = Array.from({ length: strip.length / CALL_NUMBERS }, (_, index) => {
      const [second = 0, ...texts] = strip.slice(index * CALL_NUMBERS, (index + 1) * CALL_NUMBERS);
      return [second, ...textsOf(model, texts)];
    });

    expect(calls).toHaveLength(17);
    expect(calls.slice(0, 2)).toEqual([
      [0, 'ap-northeast-1', '198.51.100.7', 'denied: Client.UnauthorizedOperation'],
      [1, 'ap-northeast-2', '198.51.100.7', 'ok'],
    ]);
    expect(omittedCalls).toBe(0);
  });

  it.each([0, 1, 1000])('counts each of %d findings once in every plot', (number) => {
    const findings = manyFindings(number);
    const { totals, timeline, hours } = reportOf(findings);

    expect(totals.findings).toBe(number);
    expect(sum(totals.bySeverity)).toBe(number);
    expect(sum((timeline?.bars ?? []).map(([, , findings]) => findings))).toBe(number);
    expect(sum(hours.cells.map(([, , findings]) => findings))).toBe(number);
    expect(sum(hours.rows.map(({ findings }) => findings))).toBe(number);
    expect(timeline === undefined).toBe(number === 0);
  });

  it('draws no more than fits, however many there are', () => {
    const { timeline, hours, regions } = reportOf(manyFindings(2000));

    expect(new Set(timeline?.bars.map(([start]) => start)).size).toBeLessThanOrEqual(97);
    expect(hours.rows).toHaveLength(20);
    expect(hours.rows.at(-1)?.label).toBe('381 others');
    expect(new Set(hours.rows.map(({ label }) => label)).size).toBe(20);
    expect(regions.columns).toHaveLength(17);
  });

  it('grows little with each finding', () => {
    const bytes = JSON.stringify(reportOf(manyFindings(1000))).length;

    expect(bytes / 1000).toBeLessThan(2500);
  });

  it('says what could not be read', () => {
    const problems = Array.from({ length: 12 }, (_, index) => `logs/${index}\u202e: cut short`);
    const { notes } = reportOf([], { isInterrupted: true, problems });

    expect(notes[0]).toMatch(/interrupted/);
    expect(notes).toContain('logs/0: cut short');
    expect(notes.at(-1)).toBe('And 2 more problems.');
  });
});

describe('the calls of findings', () => {
  it('are those of the rule and principal within the window, in whatever order they come', () => {
    const finding = findingOf({ secondsBetweenCalls: 1 });
    const start = Date.parse(finding.window.start) / 1000;
    const end = Date.parse(finding.window.end) / 1000;
    const at = (second: number, number: number) =>
      callOf({ eventId: uuid(number), principal: finding.principal, second });
    const within = [at(start, 1), at(start + 5, 2), at(end - 1, 3)];
    const others = [
      at(start - 1, 4),
      at(end, 5),
      { ...at(start, 6), ruleId: 'get-service-quota' as const },
      { ...at(start, 7), principal: { kind: 'arn' as const, key: 'arn:other' } },
    ];
    const under = {
      ...at(start + 6, 8),
      principal: { kind: 'role' as const, key: 'role:x' },
      otherPrincipals: [finding.principal],
    };

    fc.assert(
      fc.property(
        fc.shuffledSubarray([...within, ...others, under], { minLength: 8, maxLength: 8 }),
        (calls) => {
          const found = sweepCallsOf([finding], calls, 10).get(finding);
          expect(found?.calls.map(({ eventId }) => eventId)).toEqual([1, 2, 8, 3].map(uuid));
          expect(found?.leftOut).toBe(0);
        },
      ),
    );
  });

  it('are limited, and the rest is counted', () => {
    const [finding] = manyFindings(1) as [Finding];
    const start = Date.parse(finding.window.start) / 1000;
    const calls = Array.from({ length: 7 }, (_, index) =>
      callOf({ eventId: uuid(index), principal: finding.principal, second: start + index }),
    );

    expect(sweepCallsOf([finding], calls, 5).get(finding)).toMatchObject({
      calls: { length: 5 },
      leftOut: 2,
    });
  });
});

describe('names on axes', () => {
  it.each<[string, string, readonly string[]]>([
    ['arn:aws:iam::111122223333:user/alice', 'user/alice · 111122223333', []],
    ['arn:aws:iam::*:role/Audit', 'role/Audit · 2 accounts', ['1', '2']],
    [
      'arn:aws:sts::111122223333:assumed-role/Admin/jane',
      'jane as Admin · 111122223333',
      ['111122223333'],
    ],
    ['sourceIp:192.0.2.1', 'sourceIp:192.0.2.1', []],
    ['', '(empty)', []],
    ['arn:\u202ex', 'arn:x', []],
  ])('%j is %j', (who, expected, accounts) => {
    expect(shortName(who, accounts)).toBe(expected);
  });

  it('are short, printable and unique', () => {
    const findings = ['a', 'b'].map((end) =>
      findingOf({
        userIdentity: roleSession('s', `arn:aws:iam::111122223333:role/${'x'.repeat(60)}${end}y`),
        settings: { groupBy: 'role' },
      }),
    );
    const labels = reportOf(findings).hours.rows.map(({ label }) => label);

    expect(new Set(labels).size).toBe(2);
    for (const label of labels) {
      expect(label.length).toBeLessThanOrEqual(44);
    }
  });
});
