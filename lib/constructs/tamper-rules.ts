import { type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { tamperingPattern } from '../../src/detection/rules/tampering';
import { EventRule } from './event-rule';

/** Id of the construct. CloudFormation makes it part of the name of the rule. */
const ID = 'Tampering';

/**
 * A rule for calls that would blind RegionSweep in this region: changes to a trail, and to the rules of a construct.
 * Call it after those rules exist. The rule matches the names that CloudFormation gives these rules. It cannot refer
 * to its own name, so it matches that by the logical ID in it.
 *
 * @param parent the construct whose rules to watch.
 * @param later ids of further constructs with rules, which it matches by logical ID too: rules under a condition, which
 * the template cannot refer to, and rules whose names would make the pattern too long.
 */
export function createTamperRule(
  parent: Construct,
  target: IRuleTarget,
  later: readonly string[],
): EventRule {
  const names = parent.node
    .findAll()
    .filter((node) => node instanceof Rule)
    .map(({ ruleName }) => ruleName);
  const byLogicalId = [...later, ID].map((id) => ({ wildcard: `*-${parent.node.id}${id}*` }));
  const scope = new Construct(parent, ID);
  const rule = new EventRule(scope, 'Rule', {
    description: 'RegionSweep: calls that would blind it in this region',
    pattern: tamperingPattern([...names, ...byLogicalId]),
    seesReadOnlyEvents: false,
  });
  rule.addTarget(target);
  return rule;
}
