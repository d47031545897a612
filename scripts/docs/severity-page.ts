import { SEVERITIES } from '../../src/detection/rules/rule';
import { DEFAULT_SEVERITY, MAX_SCORE } from '../../src/detection/severity/assess';
import { SIGNALS } from '../../src/detection/severity/catalog';

/** `docs/severity.md`, from the catalogue of signals. */
export function severityPage(): string {
  const { cutoffs } = DEFAULT_SEVERITY;
  const bands = SEVERITIES.map((severity) =>
    severity === 'informational'
      ? `| ${severity} | below ${cutoffs.low} |`
      : `| ${severity} | ${cutoffs[severity]} |`,
  );
  const signals = SIGNALS.map(
    ({ id, title, points, mistakes }) => `| \`${id}\` | ${title} | ${points} | ${mistakes} |`,
  );
  return `# Severity

Made from \`src/detection/severity\` by \`npm run docs\`.

That the thresholds were reached says little: one click in EC2 Global View reaches them. So every finding has a
\`score\` from 0 to ${MAX_SCORE}, a \`severity\`, and the \`reasons\` for both. The score is the sum of the points of the signals that
were seen. Each signal is a pure function of the calls of the sweep, and says which values it compared.

| severity | score, from |
|---|---|
${bands.join('\n')}

| signal | looks at | points | wrong when |
|---|---|---|---|
${signals.join('\n')}

Nothing is taken off for a user agent: it is forged easily. What is taken off rests on what AWS records by itself.
\`denied-calls\` gives its points by the share of the calls that were denied. Of a sweep with more callers than are kept, the
signals that need all calls are not seen.

Points and cut-offs can be changed by context \`severity\`; points of 0 turn a signal into a remark:

\`\`\`json
{ "context": { "severity": { "points": { "script": 0, "denied-calls": 30 }, "cutoffs": { "high": 70 } } } }
\`\`\``;
}
