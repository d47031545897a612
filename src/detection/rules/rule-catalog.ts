import { describeInstances } from './describe-instances';
import { getServiceQuota } from './get-service-quota';
import type { OwnSettings, Rule, RuleMatch } from './rule';

/** All rules. Matchers, EventBridge patterns, context keys and docs follow from this list. */
const CATALOG = [describeInstances, getServiceQuota] as const satisfies readonly Rule[];

export type RuleId = (typeof CATALOG)[number]['id'];

/** A rule of the catalogue. */
export type CatalogRule = Rule & { readonly id: RuleId };

export const RULES: readonly CatalogRule[] = CATALOG;

export const RULE_IDS: readonly RuleId[] = CATALOG.map((rule) => rule.id);

/** What counts for a rule under its settings. Matcher, patterns, docs and texts derive from it. */
export function matchUnder(rule: Rule, settings: OwnSettings): RuleMatch {
  return rule.matchUnder?.(settings) ?? rule.match;
}

/** @throws Error when the ID is not in the catalogue: a programming error, because the type forbids it. */
export function ruleById(id: RuleId): CatalogRule {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    throw new Error(`No rule has the id "${id}". Known ids: ${RULE_IDS.join(', ')}.`);
  }
  return rule;
}
