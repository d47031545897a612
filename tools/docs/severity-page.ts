import { SEVERITIES } from '../../src/detection/rules/rule';
import { DEFAULT_SEVERITY, MAX_SCORE } from '../../src/detection/severity/assess';
import { SIGNALS } from '../../src/detection/severity/signal-catalog';
import { SIGNAL_GUIDE } from '../../src/detection/severity/signal-guide';
import { table } from './markdown';

/** The generated parts of `docs/severity.md`. */
export function severityParts(): Readonly<Record<string, string>> {
  const { cutoffs } = DEFAULT_SEVERITY;
  return {
    cutoffs: table(
      ['severity', 'score'],
      SEVERITIES.map((severity, index) => {
        const from = severity === 'informational' ? 0 : cutoffs[severity];
        const next = SEVERITIES[index + 1];
        const to = next === undefined || next === 'informational' ? MAX_SCORE : cutoffs[next] - 1;
        return [severity, `${from} to ${to}`];
      }),
    ),
    signals: table(
      ['signal', 'looks at', 'points', 'wrong when'],
      SIGNALS.map(({ id, points }) => {
        const { title, mistakes } = SIGNAL_GUIDE[id];
        return [`\`${id}\``, title, `${points}`, mistakes];
      }),
    ),
  };
}
