import { RULES } from '../detection/rules/rule-catalog';
import { counted } from '../detection/severity/signal';
import { configuredOrganizations, statementsOf } from './bus-statements';
import { type Check, checkOf, type Problem } from './check';
import { type Facts, isDeployed } from './facts';
import { partition } from './look';

/** Does the policy of the hub bus admit the calls of every rule? */
export function judgeBusPolicy(facts: Facts): Check {
  const { busPolicy, policyStatements, stackName, region } = facts;
  const { values, unseen } = partition([busPolicy]);
  const made = partition([policyStatements]);
  const statements = values.flatMap(statementsOf);
  const [expected = 0] = made.values;
  const isRemoved = values.length > 0 && statements.length < expected;
  const removed: Problem = {
    found: `The policy of the hub bus has ${counted(statements.length, 'statement')}, but the stack added ${expected}. The hub rejects the calls of the accounts in a removed statement.`,
    fix: `CloudFormation does not add a statement again by itself. Copy it from the resources AWS::Events::EventBusPolicy that this command prints, and add it with aws events put-permission: aws cloudformation get-template --region ${region} --stack-name ${stackName}`,
  };
  const refusals = statements.flatMap(({ id, sources }): Problem[] => {
    const missing = [...new Set(RULES.map(({ match }) => match.source))].filter(
      (source) => sources !== undefined && !sources.includes(source),
    );
    return missing.length === 0
      ? []
      : [
          {
            found: `The statement ${id} does not admit events of ${missing.join(', ')}.`,
            fix: 'npx cdk deploy RegionSweep',
          },
        ];
  });
  return checkOf('bus-policy', {
    looked: 'the policy of the hub bus',
    why: 'EventBridge does not retry an event that the policy rejects. It goes to the dead-letter queue of the forwarder.',
    fine: [
      statements.length === 0
        ? 'The bus has no policy: only this account sends calls.'
        : `${statements.length} statements admit the calls of every rule.`,
    ],
    problems: [...(isRemoved ? [removed] : []), ...refusals],
    unseen: [...unseen, ...made.unseen],
  });
}

/** Is the organization in the policy, or in the settings, the one that the account is in? */
export function judgeOrganization(facts: Facts): Check {
  const { busPolicy, organizationId } = facts;
  const policies = partition(isDeployed(facts) ? [busPolicy] : []);
  const configured = configuredOrganizations(facts);
  const isNeeded = configured.length > 0;
  const actual = partition([organizationId]);
  const problems = configured.flatMap((id) =>
    actual.values
      .filter((own) => own !== id)
      .map((own) => ({
        found: `The hub admits the organization ${id}, but this account is in ${own ?? 'no organization'}.`,
        fix:
          own === undefined
            ? 'Remove organization.id, and deploy.'
            : `Set organization.id to ${own}, and deploy.`,
      })),
  );
  return checkOf('organization', {
    looked: `the organization ID in ${isDeployed(facts) ? 'the policy of the hub bus' : 'cdk.json'}, and that of this account`,
    why: 'With another ID, the hub rejects the calls of every member account, while everything in its own account looks healthy.',
    fine: [
      isNeeded
        ? `The hub admits ${configured.join(', ')}, its own organization.`
        : 'No organization is configured.',
    ],
    problems,
    unseen: [...policies.unseen, ...(isNeeded ? actual.unseen : [])],
  });
}
