import { RULES, type RuleId, ruleById } from '../../rules/rule-catalog';
import type { Signal } from '../signal';

/** What a sweep is worth by itself. Everybody lists instances; hardly anybody asks for quotas in every region. */
const POINTS: Readonly<Record<RuleId, number>> = {
  'describe-instances': 15,
  'get-service-quota': 40,
};

/** What harmless thing makes the same sweep. Messages say it too. */
export const LOOKALIKES: Readonly<Record<RuleId, string>> = {
  'describe-instances':
    'Inventory tools, and one click in EC2 Global View or the VPC dashboard, do the same.',
  'get-service-quota': 'Tools that watch quotas or plan capacity do the same.',
};

/** One for each rule: the sweep itself. */
export const sweepsOfRules: readonly (Signal & { readonly id: RuleId })[] = RULES.map(({ id }) =>
  sweepOf(id),
);

function sweepOf(ruleId: RuleId): Signal & { readonly id: RuleId } {
  const { eventName } = ruleById(ruleId).match;
  return {
    id: ruleId,
    points: POINTS[ruleId],
    observe(facts) {
      if (facts.ruleId !== ruleId) {
        return undefined;
      }
      const regions = new Set(facts.calls.map(({ region }) => region)).size;
      return {
        sentence: `The sweep itself: ${eventName} in ${regions} regions.`,
        values: { regions },
      };
    },
  };
}
