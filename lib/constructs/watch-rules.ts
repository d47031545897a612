import type { IEventBus, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import { watchedCategories } from '../../src/detection/watched/watch-catalog';
import { forwardedWatchRules, watchRules } from '../../src/detection/watched/watch-patterns';
import { EventRule } from './event-rule';
import { pascalCase } from './sweep-rules';

export interface WatchRulesProps {
  readonly config: Pick<RegionSweepConfig, 'watch'>;
  /** @default the default bus, where AWS puts the calls of the account and region */
  readonly bus?: IEventBus;
  /** The target of the calls. */
  readonly target: IRuleTarget;
  /** Whether the rules belong to a forwarder, whose rule for tampering forwards some of the calls. */
  readonly isForwarder?: boolean;
}

/** The EventBridge rules for the watched calls that a configuration switches on. */
export function createWatchRules(
  parent: Construct,
  id: string,
  { config, bus, target, isForwarder = false }: WatchRulesProps,
): readonly EventRule[] {
  const scope = new Construct(parent, id);
  const categories = watchedCategories(config.watch);
  const rules = isForwarder ? forwardedWatchRules(categories) : watchRules(categories);
  return rules.map(({ id: ruleId, seesReadOnlyEvents, pattern }) => {
    const eventRule = new EventRule(scope, pascalCase(ruleId), {
      description: `RegionSweep: watched calls, ${ruleId}`,
      pattern,
      bus,
      seesReadOnlyEvents,
    });
    eventRule.addTarget(target);
    return eventRule;
  });
}
