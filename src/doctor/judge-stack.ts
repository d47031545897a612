import { type Check, checkOf } from './check';
import type { Facts, StackInstanceFacts } from './facts';
import { partition } from './look';

/** Outputs that the other checks start from. */
const NEEDED_OUTPUTS = [
  'TopicArn',
  'ArchiveTopicArn',
  'OperatorsTopicArn',
  'FunctionName',
] as const;

/** Statuses of a stack after a deployment that took effect, and during one that may yet. */
const COMPLETE = /^(?:CREATE|UPDATE|IMPORT)_COMPLETE$|^UPDATE_COMPLETE_CLEANUP/;
const IN_PROGRESS = /^(?:CREATE|UPDATE|IMPORT)_IN_PROGRESS$/;

/** A stack set may have thousands of instances. */
const MAX_SHOWN = 20;

/** Is the hub deployed, and is the last deployment complete? */
export function judgeStack({ stack, stackName, region }: Facts): Check {
  const { values, unseen } = partition([stack]);
  return checkOf('stack', {
    looked: `the status and the outputs of the stack ${stackName} in ${region}`,
    why: 'The outputs name everything that the other checks look at.',
    fine: values.map((one) => `${one?.status}, with ${one?.outputs.size} outputs.`),
    undecided: values.flatMap((found) =>
      found !== undefined && IN_PROGRESS.test(found.status)
        ? [
            {
              found: `The stack is ${found.status}: CloudFormation is still deploying it.`,
              fix: 'Wait until the deployment is over, then run doctor again.',
            },
          ]
        : [],
    ),
    problems: values.flatMap((found) => {
      if (found === undefined) {
        return [
          {
            found: `There is no stack ${stackName} in ${region}.`,
            fix: 'Set AWS_REGION or --region to the region of the hub, and AWS_PROFILE to its account. If the hub is not deployed yet: npx cdk deploy --all --require-approval never',
          },
        ];
      }
      const missing = NEEDED_OUTPUTS.filter((name) => !found.outputs.has(name));
      return [
        ...(COMPLETE.test(found.status) || IN_PROGRESS.test(found.status)
          ? []
          : [
              {
                found: `The stack is ${found.status}, so the last deployment did not take effect.`,
                fix: `aws cloudformation describe-stack-events --region ${region} --stack-name ${stackName} --query "StackEvents[?contains(ResourceStatus,'FAILED')]"`,
              },
            ]),
        ...(missing.length === 0 || IN_PROGRESS.test(found.status)
          ? []
          : [
              {
                found: `The stack has no output ${missing.join(', ')}.`,
                fix: 'Deploy this version of RegionSweep, or name its stack with --stack.',
              },
            ]),
      ];
    }),
    unseen,
  });
}

/** Does every account of the organization have a current forwarder in every region? */
export function judgeStackSets({ stackSets, parts }: Facts): Check {
  const { values, unseen } = partition(stackSets.map(({ instances }) => instances));
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
    looked: 'the stack instances of the StackSets with the forwarders of the organization',
    why: 'An account and region without a current forwarder sends no calls, or outdated ones.',
    fine: [
      stackSets.length === 0
        ? 'The stack has no StackSet: no organization.units is configured.'
        : `None of ${instances.length} stack instances has failed.`,
    ],
    problems: [
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
    unseen: [...unseen, ...partition([parts]).unseen],
  });
}

function instanceText({ account, region, status, reason }: StackInstanceFacts): string {
  return `The forwarder of account ${account} in ${region} is ${status}${reason === undefined ? '' : `: ${reason}`}.`;
}
