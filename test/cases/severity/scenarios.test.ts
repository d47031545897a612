import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SEVERITIES } from '../../../src/detection/rules/rule';
import { SIGNAL_IDS } from '../../../src/detection/severity/signal-catalog';
import { findingOf } from '../../support/findings';
import { CONTEXT_SCENARIOS } from './context-scenarios';
import { SCENARIOS } from './scenarios';

const ALL = [...SCENARIOS, ...CONTEXT_SCENARIOS];

const PAGE = path.join(__dirname, '../../../docs/severity-cases.md');

/** The scenarios as a page. */
function pageOfScenarios(): string {
  const rows = ALL.map(({ what, sweep }) => {
    const { score, severity, reasons } = findingOf(sweep);
    const points = reasons.map((reason) => `\`${reason.id}\` ${reason.points}`).join(', ');
    return `| ${what} | ${score} | ${severity} | ${points} |`;
  });
  return `<!-- Written by UPDATE_GOLDEN=1 npx jest test/cases/severity. -->

# Severity by example

Which severity a sweep gets with the default [points and cut-offs](severity.md). Each row is a test in
\`test/cases/severity\`.

| sweep | score | severity | reasons, with points |
|---|---|---|---|
${rows.join('\n')}
`;
}

describe('the severity of a sweep', () => {
  it.each(ALL)('is $severity ($score) for $what', ({ sweep, severity, score, reasons }) => {
    const finding = findingOf(sweep);

    expect({
      severity: finding.severity,
      score: finding.score,
      reasons: finding.reasons.map(({ id }) => id),
    }).toEqual({ severity, score, reasons });
  });

  it('is the one in docs/severity-cases.md', () => {
    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeFileSync(PAGE, pageOfScenarios());
    }

    expect(readFileSync(PAGE, 'utf8')).toBe(pageOfScenarios());
  });

  it('covers every severity and every signal', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ALL.map(({ severity }) => severity))).toEqual(new Set(SEVERITIES));
    expect(new Set(ALL.flatMap(({ reasons }) => reasons))).toEqual(new Set(SIGNAL_IDS));
  });
});
