import { SEVERITIES } from '../../../src/detection/rules/rule';
import { SIGNAL_IDS } from '../../../src/detection/severity/catalog';
import { findingOf } from '../../support/findings';
import { SCENARIOS } from './scenarios';

describe('the severity of a sweep', () => {
  it.each(SCENARIOS)('is $severity ($score) for $what', ({ sweep, severity, score, reasons }) => {
    const finding = findingOf(sweep);

    expect({
      severity: finding.severity,
      score: finding.score,
      reasons: finding.reasons.map(({ id }) => id),
    }).toEqual({ severity, score, reasons });
  });

  it('is shown in every band and by every signal', () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(SCENARIOS.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
    expect(new Set(SCENARIOS.flatMap(({ reasons }) => reasons))).toEqual(new Set(SIGNAL_IDS));
  });
});
