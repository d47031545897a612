import { eventNamesOf } from '../../event-names';
import { RULES, type RuleId } from '../../rules/rule-catalog';
import { counted, type Signal } from '../signal';

/** What a sweep is worth by itself. Many tools list instances; few read quotas in every region. */
const POINTS: Readonly<Record<RuleId, number>> = {
  'describe-instances': 15,
  'get-service-quota': 40,
};

/** What harmless thing makes the same sweep. Messages show it too. */
export const LOOKALIKES: Readonly<Record<RuleId, string>> = {
  'describe-instances':
    'Inventory tools, and one click in EC2 Global View or the VPC dashboard, make the same calls.',
  'get-service-quota': 'Tools that monitor quotas or plan capacity make the same calls.',
};

/** One signal for each rule: the sweep itself. */
export const sweepsOfRules: readonly (Signal & { readonly id: RuleId })[] = RULES.map(({ id }) =>
  sweepOf(id),
);

function sweepOf(ruleId: RuleId): Signal & { readonly id: RuleId } {
  return {
    id: ruleId,
    points: POINTS[ruleId],
    observe(facts) {
      if (facts.ruleId !== ruleId) {
        return undefined;
      }
      const regions = new Set(facts.calls.map(({ region }) => region)).size;
      const names = eventNamesOf(
        ruleId,
        facts.calls.flatMap(({ caller }) => caller ?? []),
      );
      return {
        sentence: `${names.join(' and ')} in ${counted(regions, 'region')}.`,
        values: { regions },
      };
    },
  };
}
