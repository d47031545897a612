import { SEVERITIES } from '../../../src/detection/rules/rule';
import { SIGNAL_IDS } from '../../../src/detection/severity/catalog';
import { findingOf } from '../../support/findings';
import { CONTEXT_SCENARIOS } from './context-scenarios';
import { SCENARIOS } from './scenarios';

const ALL = [...SCENARIOS, ...CONTEXT_SCENARIOS];

describe('the severity of a sweep', () => {
  it.each(ALL)('is $severity ($score) for $what', ({ sweep, severity, score, reasons }) => {
    const finding = findingOf(sweep);

    expect({
      severity: finding.severity,
      score: finding.score,
      reasons: finding.reasons.map(({ id }) => id),
    }).toEqual({ severity, score, reasons });
  });

  it('is shown in every band and by every signal', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ALL.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
    expect(new Set(ALL.flatMap(({ reasons }) => reasons))).toEqual(new Set(SIGNAL_IDS));
  });
});
