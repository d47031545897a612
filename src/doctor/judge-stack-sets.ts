import { type Check, checkOf, type Problem } from './check';
import { type Facts, isDeployed, type StackInstanceFacts } from './facts';
import { partition } from './look';

/** A stack set may have thousands of instances. */
const MAX_SHOWN = 20;

const NOT_DELEGATED: Problem = {
  found: 'This account is not a delegated administrator of StackSets.',
  fix: 'In the management account: aws cloudformation activate-organizations-access, then aws organizations register-delegated-administrator --service-principal member.org.stacksets.cloudformation.amazonaws.com --account-id <account of the hub>',
};

/** Does every account of the organization have a current forwarder in every region? */
export function judgeStackSets(facts: Facts): Check {
  const { stackSets, parts, needsStackSets, isDelegatedAdministrator } = facts;
  const { values, unseen } = partition(stackSets.map(({ instances }) => instances));
  const administrators = partition(needsStackSets ? [isDelegatedAdministrator] : []);
  const instances = values.flat();
  const failed = stackSets.flatMap(({ name, instances: look }) =>
    (look.kind === 'seen' ? look.value : [])
      .filter(({ isFailed }) => isFailed)
      .map((instance) => ({ name, instance })),
  );
  const shown = failed.slice(0, MAX_SHOWN).map(({ name, instance }) => ({
    found: instanceText(instance),
    fix: `aws cloudformation create-stack-instances --call-as DELEGATED_ADMIN --stack-set-name ${name} --deployment-targets OrganizationalUnitIds=<organization.units> --regions <region>, after you fixed the reason. See docs/deployment.md#organization.`,
  }));
  const [first] = shown;
  return checkOf('stack-sets', {
    looked:
      'whether this account is a delegated administrator of StackSets, and the stack instances with the forwarders of the organization',
    why: 'An account and region without a current forwarder sends no calls, or outdated ones.',
    fine: [
      stackSets.length === 0
        ? needsStackSets
          ? 'This account is a delegated administrator of StackSets.'
          : 'No StackSet is needed: no forwarder of another account is configured.'
        : `None of ${instances.length} stack instances has failed.`,
    ],
    problems: [
      ...administrators.values.filter((isOne) => !isOne).map(() => NOT_DELEGATED),
      ...shown,
      ...(first !== undefined && failed.length > shown.length
        ? [{ ...first, found: `… and ${failed.length - shown.length} more are not current.` }]
        : []),
    ],
    undecided: stackSets
      .filter(({ instances: look }) => look.kind === 'seen' && look.value.length === 0)
      .map(({ name }) => ({
        found: `The StackSet ${name} has no stack instance, so no account has its forwarder.`,
        fix: 'Check that the units in organization.units have accounts, and that automatic deployment did not fail. See docs/deployment.md#organization.',
      })),
    unseen: [
      ...unseen,
      ...administrators.unseen,
      ...(isDeployed(facts) ? partition([parts]).unseen : []),
    ],
  });
}

function instanceText({ account, region, status, reason }: StackInstanceFacts): string {
  return `The forwarder of account ${account} in ${region} is ${status}${reason === undefined ? '' : `: ${reason}`}.`;
}
