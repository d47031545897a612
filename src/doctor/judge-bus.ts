import { isObject } from '../detection/json';
import { RULES } from '../detection/rules/rule-catalog';
import { type Check, checkOf, type Problem } from './check';
import type { Facts } from './facts';
import { partition } from './look';

/** A statement of the policy of the hub bus, as far as doctor reads it. */
interface Statement {
  readonly id: string;
  /** Nothing, if the statement allows every source. */
  readonly sources?: readonly string[];
  readonly organizationId?: string;
}

/** Does the policy of the hub bus admit the calls of every rule? */
export function judgeBusPolicy({ busPolicy }: Facts): Check {
  const { values, unseen } = partition([busPolicy]);
  const statements = values.flatMap(statementsOf);
  const problems = statements.flatMap(({ id, sources }): Problem[] => {
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
    problems,
    unseen,
  });
}

/** Is the organization in the policy the one that the account is in? */
export function judgeOrganization({ busPolicy, organizationId }: Facts): Check {
  const policies = partition([busPolicy]);
  const configured = [
    ...new Set(policies.values.flatMap(statementsOf).flatMap((one) => one.organizationId ?? [])),
  ];
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
    looked: 'the organization ID in the policy of the hub bus, and that of this account',
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

function statementsOf(policy: string | undefined): Statement[] {
  const document: unknown = policy ? JSON.parse(policy) : undefined;
  const statements = isObject(document) ? [document['Statement']].flat() : [];
  return statements.filter(isObject).map(({ Sid, Condition }) => {
    const sources = conditionOf(Condition, 'events:source');
    const [organizationId] = conditionOf(Condition, 'aws:PrincipalOrgID') ?? [];
    return {
      id: String(Sid),
      ...(sources !== undefined && { sources }),
      ...(organizationId !== undefined && { organizationId }),
    };
  });
}

/** The values of a condition key, whatever the operator. */
function conditionOf(condition: unknown, key: string): readonly string[] | undefined {
  const operators = isObject(condition) ? Object.values(condition).filter(isObject) : [];
  const values = operators.flatMap((one) => (key in one ? [one[key]].flat() : []));
  return values.length === 0 ? undefined : values.map(String);
}
