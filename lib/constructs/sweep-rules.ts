import type { IEventBus, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import { eventPatternOf } from '../../src/detection/rules/event-pattern';
import { type CatalogRule, matchUnder, RULES } from '../../src/detection/rules/rule-catalog';
import { EventRule } from './event-rule';

export interface SweepRulesProps {
  readonly config: Pick<RegionSweepConfig, 'rules'>;
  /** @default the default bus, where AWS puts the calls of the account and region */
  readonly bus?: IEventBus;
  /** The target of the calls. */
  readonly target: IRuleTarget;
}

/** One EventBridge rule for each enabled rule of the catalog. */
export function createSweepRules(
  parent: Construct,
  id: string,
  { config, bus, target }: SweepRulesProps,
): readonly EventRule[] {
  const scope = new Construct(parent, id);
  return enabledRules(config).map((rule) => {
    const eventRule = new EventRule(scope, pascalCase(rule.id), {
      description: `RegionSweep: ${rule.name}`,
      pattern: eventPatternOf(matchUnder(rule, config.rules[rule.id])),
      bus,
    });
    eventRule.addTarget(target);
    return eventRule;
  });
}

/** The rules of the catalog that a configuration enables. */
export function enabledRules(config: Pick<RegionSweepConfig, 'rules'>): readonly CatalogRule[] {
  return RULES.filter(({ id }) => config.rules[id].enabled);
}

/** `get-service-quota` as `GetServiceQuota`. */
export function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
