import { globMatches } from '../detection/glob';
import { isObject } from '../detection/json';
import { type Check, checkOf } from './check';
import type { Facts, FunctionFacts, RuleFacts } from './facts';
import { partition } from './look';

/** May EventBridge invoke each function that is the target of a rule? */
export function judgePermissions({ rules, functions, parts, region }: Facts): Check {
  const known = partition([rules]);
  const { unseen } = partition(functions.map(({ policy }) => policy));
  const invocations = known.values.flat().flatMap((rule) => invocationsOf(rule, functions));
  const refused = invocations.filter(({ isAllowed }) => !isAllowed);
  return checkOf('permissions', {
    looked: 'the resource policies of the functions that rules of the hub invoke',
    why: 'EventBridge does not retry an invocation that a policy refuses. The call goes to a dead-letter queue and is not counted.',
    fine: [
      `EventBridge may invoke the targets of all ${invocations.length} rules with a function.`,
    ],
    problems: refused.map(({ rule, target }) => ({
      found: `The policy of ${target.name} does not allow the rule ${rule.name} to invoke it.`,
      fix: `aws lambda add-permission --region ${region} --function-name ${target.name} --action lambda:InvokeFunction --principal events.amazonaws.com --statement-id ${rule.name} --source-arn ${rule.arn}`,
    })),
    unseen: [
      ...known.unseen,
      ...partition(known.values.flat().flatMap(({ targets }) => targets ?? [])).unseen,
      ...partition([parts]).unseen,
      ...unseen,
    ],
  });
}

function invocationsOf(rule: RuleFacts, functions: readonly FunctionFacts[]) {
  const { arn, targets } = rule;
  if (arn === undefined || targets?.kind !== 'seen') {
    return [];
  }
  return functions
    .filter(({ name }) => targets.value.some((one) => one.endsWith(`:function:${name}`)))
    .flatMap((target) =>
      target.policy.kind === 'seen'
        ? [{ rule, target, isAllowed: mayInvoke(target.policy.value, arn) }]
        : [],
    );
}

function mayInvoke(policy: string | undefined, ruleArn: string): boolean {
  const document: unknown = policy ? JSON.parse(policy) : undefined;
  const statements = isObject(document) ? [document['Statement']].flat().filter(isObject) : [];
  return statements.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' &&
      isObject(Principal) &&
      [Principal['Service']].flat().includes('events.amazonaws.com') &&
      sourcesOf(Condition).some((pattern) => globMatches(pattern, ruleArn)),
  );
}

/** The ARNs that a statement is limited to. Without a condition, every ARN. */
function sourcesOf(condition: unknown): readonly string[] {
  const operators = isObject(condition) ? Object.values(condition).filter(isObject) : [];
  const arns = operators.flatMap((one) =>
    Object.entries(one)
      .filter(([key]) => key.toLowerCase() === 'aws:sourcearn')
      .flatMap(([, value]) => [value].flat().map(String)),
  );
  return operators.length === 0 ? ['*'] : arns;
}
