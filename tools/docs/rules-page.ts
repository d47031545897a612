import { eventPatternOf } from '../../src/detection/rules/event-pattern';
import { type CatalogRule, RULES } from '../../src/detection/rules/rule-catalog';

/** `docs/rules.md`, from the rule catalogue. */
export function rulesPage(): string {
  return [
    '# Rules',
    'Made from `src/detection/rules` by `npm run docs`.',
    ...RULES.map(section),
  ].join('\n\n');
}

function section(rule: CatalogRule): string {
  const attack = rule.attack.flatMap(({ tactic, techniques }) => [
    `${tactic.id} ${tactic.name}`,
    ...techniques.map(({ id, name }) => `${id} ${name}`),
  ]);
  return `## \`${rule.id}\`: ${rule.name}

${rule.description}

| | |
|---|---|
| calls | \`${rule.match.eventSource}\` / \`${rule.match.eventName}\` |
| of the Elastic rule | severity ${rule.severity}, risk score ${rule.riskScore} |
| ATT&CK | ${attack.join('; ')} |
| Elastic rule | \`${rule.elasticRuleId}\` |

EventBridge pattern:

\`\`\`json
${JSON.stringify(eventPatternOf(rule.match), undefined, 2)}
\`\`\`

References:

${rule.references.map((reference) => `- <${reference}>`).join('\n')}`;
}
