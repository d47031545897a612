import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { type Unwrapped, unwrap } from '../../src/detection/cloudtrail/unwrap';
import type { Finding } from '../../src/detection/finding';
import type { RuleSettings } from '../../src/detection/model';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import { compareTexts } from '../../src/detection/text';
import { DEFAULT_SETTINGS } from '../support/calls';
import {
  caseFileNames,
  caseFileValidator,
  type DetectionCase,
  parseCaseFile,
  readCaseFile,
} from '../support/case-file';
import { trailValues } from '../support/case-trail';
import { testBench } from '../support/detection';

const DELIVERIES: readonly [string, (records: readonly Unwrapped[]) => Unwrapped[][]][] = [
  ['one by one', (records) => records.map((record) => [record])],
  [
    'one by one from the last to the first',
    (records) => records.map((record) => [record]).reverse(),
  ],
  [
    'one by one, and all of them again',
    (records) => [...records, ...records].map((record) => [record]),
  ],
  ['as one batch', (records) => [[...records]]],
  [
    'as one batch with each of them twice',
    (records) => [records.flatMap((record) => [record, record])],
  ],
];

function settingsOf({ settings = {} }: DetectionCase): Record<RuleId, RuleSettings> {
  const { rules = {}, ...common } = settings;
  return Object.fromEntries(
    RULE_IDS.map((id) => [id, { ...DEFAULT_SETTINGS, ...common, ...rules[id] }]),
  ) as Record<RuleId, RuleSettings>;
}

/** The fields of a finding that a case may list. */
function flattened({ rule, window, principal, evidence }: Finding) {
  return {
    rule: rule.id,
    start: window.start,
    end: window.end,
    principalKey: principal.key,
    type: principal.type,
    ...(principal.sessionName !== undefined && { sessionName: principal.sessionName }),
    ...evidence,
  };
}

async function findingsIn(detectionCase: DetectionCase, batches: readonly Unwrapped[][]) {
  const settings = settingsOf(detectionCase);
  const options = { settings, digest: sha256Digest };
  const bench = testBench(settings);
  for (const batch of batches) {
    await bench.detect(takeCalls(batch, options).calls);
  }
  const findings = (await bench.findings(takeCalls(batches.flat(), options).calls)).map(flattened);
  return findings.sort(
    (a, b) =>
      compareTexts(a.start, b.start) ||
      compareTexts(a.rule, b.rule) ||
      compareTexts(a.principalKey, b.principalKey),
  );
}

describe.each(caseFileNames())('%s', (name) => {
  const { cases } = readCaseFile(name);

  describe.each(cases)('$name', (detectionCase) => {
    const { trail, expect: expected } = detectionCase;
    const records = trailValues(trail).flatMap((value) => [...unwrap(value)]);

    it('counts the outcome of each record', () => {
      const options = { settings: settingsOf(detectionCase), digest: sha256Digest };

      const { tally } = takeCalls(records, options);

      expect(tally).toEqual({ ignored: {}, rejected: {}, ...expected.tally });
    });

    it.each(DELIVERIES)('finds the same in records delivered %s', async (_delivery, deliver) => {
      const findings = await findingsIn(detectionCase, deliver(records));

      expect(findings).toEqual(
        expected.findings.map((finding) => expect.objectContaining(finding)),
      );
    });
  });
});

describe('the case files', () => {
  const isCaseFile = caseFileValidator();

  it.each(caseFileNames())('have the documented format: %s', (name) => {
    isCaseFile(parseCaseFile(name));

    expect(isCaseFile.errors ?? []).toEqual([]);
  });

  it('name each case differently', () => {
    const names = caseFileNames().flatMap((name) =>
      readCaseFile(name).cases.map((one) => one.name),
    );

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  const call = { template: 'describe-instances', from: '2026-03-01T12:00:00Z', regions: 1 };
  const expectation = { findings: [], tally: { records: 1, calls: 1 } };
  const fileWith = (one: object) => ({
    topic: 'x',
    cases: [{ name: 'x', trail: [call], expect: expectation, ...one }],
  });

  it.each([
    ['a file', { ...fileWith({}), case: [] }],
    ['a case', fileWith({ setings: {} })],
    ['the settings', fileWith({ settings: { minRegion: 3 } })],
    [
      'the settings of a rule',
      fileWith({ settings: { rules: { 'get-service-quota': { on: true } } } }),
    ],
    ['the rules', fileWith({ settings: { rules: { 'get-quota': {} } } })],
    ['a series', fileWith({ trail: [{ ...call, step: 2 }] })],
    ['a value', fileWith({ trail: [{ value: 1, regions: 1 }] })],
    ['the expectation', fileWith({ expect: { ...expectation, finding: [] } })],
    [
      'the tally',
      fileWith({ expect: { ...expectation, tally: { records: 1, calls: 1, rejects: {} } } }),
    ],
    [
      'a finding',
      fileWith({
        expect: {
          ...expectation,
          findings: [
            {
              rule: 'describe-instances',
              start: call.from,
              end: call.from,
              regionCount: 1,
              callCount: 1,
              ip: '',
            },
          ],
        },
      }),
    ],
  ])('fail for an unknown field of %s', (_case, file) => {
    expect(isCaseFile(fileWith({}))).toBe(true);
    expect(isCaseFile(file)).toBe(false);
  });
});
