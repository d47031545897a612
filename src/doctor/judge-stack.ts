import { type Check, checkOf, type Problem } from './check';
import type { Facts } from './facts';
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

/** Is the hub deployed, and is the last deployment complete? */
export function judgeStack({ stack, stackName, region, isBeforeDeployment }: Facts): Check {
  const { values, unseen } = partition([stack]);
  return checkOf('stack', {
    looked: `the status and the outputs of the stack ${stackName} in ${region}`,
    why: 'The outputs name everything that the other checks look at.',
    fine: values.map((one) =>
      one === undefined
        ? `There is no stack ${stackName} in ${region} yet, so doctor checks what it needs.`
        : `${one.status}, with ${one.outputs.size} outputs.`,
    ),
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
        return isBeforeDeployment ? [] : [absent(stackName, region)];
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

function absent(stackName: string, region: string): Problem {
  return {
    found: `There is no stack ${stackName} in ${region}. doctor checks only what a deployment there needs.`,
    fix: 'If the hub is deployed, set AWS_REGION or --region to its region, and AWS_PROFILE to its account. If it is not deployed yet, add --before-deployment until the other checks are ok, then: npx cdk deploy --all --require-approval never',
  };
}
