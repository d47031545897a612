import { isObject } from '../detection/json';
import type { Facts } from './facts';
import { partition } from './look';

/** A statement of the policy of the hub bus, as far as doctor reads it. */
export interface Statement {
  readonly id: string;
  /** Nothing, if the statement allows every source. */
  readonly sources?: readonly string[];
  readonly organizationId?: string;
}

/** IDs of the organizations that the hub admits, or is to admit. */
export function configuredOrganizations(
  facts: Pick<Facts, 'busPolicy' | 'plannedOrganizationId'>,
): readonly string[] {
  const { busPolicy, plannedOrganizationId } = facts;
  const deployed = partition([busPolicy])
    .values.flatMap(statementsOf)
    .flatMap(({ organizationId }) => organizationId ?? []);
  return [...new Set([...deployed, ...(plannedOrganizationId ? [plannedOrganizationId] : [])])];
}

export function statementsOf(policy: string | undefined): Statement[] {
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
