import { YOUNG_DAYS } from '../../src/detection/baseline/day';
import { SEVERITIES } from '../../src/detection/rules/rule';
import { DEFAULT_SEVERITY, MAX_SCORE } from '../../src/detection/severity/assess';
import { SIGNALS } from '../../src/detection/severity/signal-catalog';
import { SIGNAL_GUIDE } from '../../src/detection/severity/signal-guide';

/** `docs/severity.md`, from the catalogue of signals. */
export function severityPage(): string {
  const { cutoffs } = DEFAULT_SEVERITY;
  const bands = SEVERITIES.map((severity) =>
    severity === 'informational'
      ? `| ${severity} | below ${cutoffs.low} |`
      : `| ${severity} | ${cutoffs[severity]} |`,
  );
  const signals = SIGNALS.map(
    ({ id, points }) =>
      `| \`${id}\` | ${SIGNAL_GUIDE[id].title} | ${points} | ${SIGNAL_GUIDE[id].mistakes} |`,
  );
  return `# Severity

Made from \`src/detection/severity\` by \`npm run docs\`.

That the thresholds were reached says little: one click in EC2 Global View reaches them. So every finding has a
\`score\` from 0 to ${MAX_SCORE}, a \`severity\`, and the \`reasons\` for both. The score is the sum of the points of the signals that
were seen. Each signal is a pure function of the calls of the sweep and of what is known beyond them, and says which values
it compared.

| severity | score, from |
|---|---|
${bands.join('\n')}

| signal | looks at | points | wrong when |
|---|---|---|---|
${signals.join('\n')}

Nothing is taken off for a user agent: it is forged easily. What is taken off rests on what AWS records by itself.
\`denied-calls\` gives its points by the share of the calls that were denied. Of a sweep with more callers than are kept, the
signals that need all calls are not seen.

The signals from \`both-rules\` on need to know more than the sweep: what was seen in the 30 days before, by calls of the two
rules alone, and what else happened within 30 minutes ([ADR 7](adr/0007-baseline.md)). What is new gives a fifth of its
points where nothing else is wrong, because everybody clicks in EC2 Global View for the first time once. While an account
is known for less than ${YOUNG_DAYS} days, and when the memory cannot be read, a finding says so under \`baseline\`, and nothing is
taken for new. A replay knows of the history that it is given: with \`--from\`, of what came from then on.

[severity-cases.md](severity-cases.md) has some sixty sweeps with what they come to. Points and cut-offs can be changed by context \`severity\`; points of 0 turn a signal into a remark:

\`\`\`json
{ "context": { "severity": { "points": { "script": 0, "denied-calls": 30 }, "cutoffs": { "high": 70 } } } }
\`\`\``;
}
