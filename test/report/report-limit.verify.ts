import { manyFindings, reportOf } from '../support/reports';

describe('the model of a report', () => {
  it('keeps the worst findings if there are too many, and says so', () => {
    const findings = manyFindings(20_003);
    const model = reportOf(findings);
    const scores = findings.map(({ score }) => score).sort((a, b) => b - a);

    expect(model.findings).toHaveLength(20_000);
    expect(model.totals).toMatchObject({ findings: 20_003, shown: 20_000 });
    expect(Math.min(...model.findings.map(({ score }) => score))).toBe(scores[19_999]);
    expect(model.notes).toEqual([
      expect.stringContaining('20,000 findings with the highest scores'),
    ]);
  });
});
