import type { ControlPolicyFacts } from './account-facts';
import { type Check, checkOf, type Problem } from './check';
import { type Denial, denialsOf } from './control-policy';
import { type Facts, isDeployed } from './facts';
import { partition } from './look';

/** Does a service control policy stop the hub or a forwarder? */
export function judgeControlPolicies(facts: Facts): Check {
  const { controlPolicies, monitoredRegions, hasForwarders, organizationId, region } = facts;
  const policies = partition([controlPolicies]);
  const [isByForwarder = true] = partition([hasForwarders]).values;
  const monitored = partition([monitoredRegions]);
  const regions = isByForwarder ? monitored.values.flat() : [region];
  const judged = policies.values.flat().map((policy) => judgeOne(policy, regions));
  const isAlone = organizationId.kind === 'seen' && organizationId.value === undefined;
  const isProven = areForwardersThere(facts);
  const conditional = judged.flatMap((one) => one.conditional);
  return checkOf('control-policies', {
    looked:
      'the service control policies of this account, of the units above it and of those with forwarders',
    why: 'CloudFormation cannot deploy a stack to a region that a policy denies, and a forwarder there sends nothing.',
    fine: [
      isAlone
        ? 'This account is in no organization.'
        : policies.unseen.length > 0
          ? 'AWS does not show the policies to this account, but no policy has stopped a forwarder of it.'
          : 'No policy denies what RegionSweep needs.',
    ],
    problems: judged.flatMap((one) => one.problems),
    // What is deployed shows that the role that deploys was exempt.
    undecided: isProven ? [] : conditional,
    unseen: isAlone || isProven ? [] : [...policies.unseen, ...monitored.unseen],
  });
}

/** Every forwarder of this account exists. That proves more than policies do. */
function areForwardersThere(facts: Facts): boolean {
  const { forwarders, monitoredRegions, hasForwarders } = facts;
  return (
    isDeployed(facts) &&
    facts.stack.kind === 'seen' &&
    monitoredRegions.kind === 'seen' &&
    hasForwarders.kind === 'seen' &&
    forwarders.every(({ rules }) => rules.kind === 'seen' && rules.value !== undefined)
  );
}

function judgeOne({ name, target, content }: ControlPolicyFacts, regions: readonly string[]) {
  const denials = denialsOf(content, regions);
  const problemOf = (some: readonly Denial[], verb: string, rest: string): Problem[] => {
    const places = [...new Set(some.map(({ region }) => region))].join(', ');
    const actions = [...new Set(some.flatMap((one) => one.actions))].join(', ');
    return some.length === 0
      ? []
      : [
          {
            found: `The service control policy ${name} of ${target} ${verb} ${actions} in ${places}${rest}.`,
            fix: `In the management account, exempt the role that deploys from ${name}, or remove ${places} from regions. See docs/deployment.md#before-you-begin.`,
          },
        ];
  };
  const conditional = denials.filter(({ unless }) => unless.length > 0);
  const keys = [...new Set(conditional.flatMap(({ unless }) => unless))].join(', ');
  return {
    problems: problemOf(
      denials.filter(({ unless }) => unless.length === 0),
      'denies',
      '',
    ),
    conditional: problemOf(conditional, 'may deny', `, depending on ${keys}`),
  };
}
